"""How often the localiser is right, measured."""
