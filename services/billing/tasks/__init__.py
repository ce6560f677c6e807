"""What is done with Stripe outside of any transaction, and the sweeps that find what got lost."""
