"""Painting without a pointer: by keyboard, from a list, by screen reader."""
