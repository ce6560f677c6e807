"""What the portal does, a verb per file."""
