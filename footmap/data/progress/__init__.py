"""What learners have answered: one SQLite file for all learners of a machine, and JSON to take it elsewhere."""
