"""Events in: who is told of what. A file is named after its event."""
