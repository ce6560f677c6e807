"""HTTP: how every service answers. Statuses, problem documents, identity, units of work, health and metrics."""
