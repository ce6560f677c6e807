"""What referrals does: a verb per file."""
