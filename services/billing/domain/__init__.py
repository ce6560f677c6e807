"""What billing is: invoices, payments, accounts, and every decision about them."""
