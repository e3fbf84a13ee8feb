"""The process around the window: memory, collector, threads. Imports nothing of the window."""
