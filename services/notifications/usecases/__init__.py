"""What notifications does: a verb per file."""
