"""Events in, a file named after each."""
