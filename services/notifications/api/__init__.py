"""HTTP in: the office's inbox, what became of messages, and the local mailbox."""
