"""What a message is, how often it is tried, and what is written in it. No input or output."""
