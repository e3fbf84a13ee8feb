"""Nerves, levels, conditions and clues as records, checked as they are read."""
