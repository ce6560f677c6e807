"""The outside world of the gateway: the other services over HTTP, and the hashing of passwords."""
