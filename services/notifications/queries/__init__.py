"""All SQL of the notifications service."""
