"""HTTP in: customers with their codes and what they are worth."""
