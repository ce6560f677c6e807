"""Events in, a file per event."""
