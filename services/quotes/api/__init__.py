"""HTTP in, a noun per file."""
