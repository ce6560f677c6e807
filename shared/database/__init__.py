"""Databases: one per service, PostgreSQL or SQLite, the same SQL on both."""
