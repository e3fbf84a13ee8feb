"""What is said about a result, for window, command line and report."""
