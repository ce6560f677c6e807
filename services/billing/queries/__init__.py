"""All SQL of billing, a noun per file."""
