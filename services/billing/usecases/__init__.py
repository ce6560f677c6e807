"""What billing does, a verb per file."""
