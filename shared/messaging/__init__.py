"""Messaging: events and tasks leave through the outbox and arrive through the inbox, over RabbitMQ or in one process."""
