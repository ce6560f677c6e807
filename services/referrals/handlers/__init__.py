"""Events in: what becomes known of customers. A file is named after its event."""
