"""All SQL of the quotes service, a noun per file."""
