"""What only the embedded run has: stand-ins, so that everything can be tried on one machine."""
