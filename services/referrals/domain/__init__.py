"""What a referral code is, and what is known of those who have one. No input or output."""
