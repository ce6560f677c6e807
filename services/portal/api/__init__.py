"""HTTP in: the portal's own API, the gateway to the other services' APIs, and webhooks."""
