"""Millimetres of the skin to the sheet to pixels."""
