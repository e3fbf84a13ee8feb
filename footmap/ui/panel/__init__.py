"""The side panel: nerves and levels that fit the paint."""
