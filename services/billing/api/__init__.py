"""HTTP in: invoices for the office, one invoice and its checkout for a customer, webhooks for Stripe."""
