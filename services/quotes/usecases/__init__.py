"""All that quotes does, a verb per file."""
