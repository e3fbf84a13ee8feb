"""Authored borders of territories, their check and what follows from them."""
