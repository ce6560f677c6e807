"""All SQL of the portal, a noun per file."""
