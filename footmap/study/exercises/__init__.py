"""The kinds of exercises: each module makes those of some facts and marks their answers."""
