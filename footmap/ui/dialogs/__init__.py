"""Windows beside the main one. None of them blocks it."""
