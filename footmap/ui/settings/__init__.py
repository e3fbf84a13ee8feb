"""What the user has chosen: preferences, language, brush."""
