"""Windows beside the main one. None of them holds it up."""
