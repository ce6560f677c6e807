"""What runs later, or again and again."""
