"""What quotes is about: offers and totals, estimates and their states, acceptances and their evidence. No I/O."""
