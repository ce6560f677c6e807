"""All SQL of the referrals service."""
