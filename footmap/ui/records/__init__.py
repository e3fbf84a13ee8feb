"""Patients and visits in the window: whose record it is, the start page, what is offered after a kill. Loaded late."""
