"""What happens outside of transactions: signing the links that customers get."""
