"""What happens outside of transactions: sending, and looking after what was not sent."""
