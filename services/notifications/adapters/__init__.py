"""The outside world: mail servers, the local mailbox, and the letters that go there."""
