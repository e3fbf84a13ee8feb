"""Two drawings on one picture, and all visits of a patient in time."""
