"""Referrals: word of mouth, and what it is worth.

Owns reviews, referral codes with their visits and referrals, programmes and rewards; keeps what it needs to know of
workspaces, customers, jobs, acceptances and paid invoices.
Answers WorkspaceCreated, WorkspaceChanged, CustomerRegistered, CustomerChanged, CustomerLinksRevoked, LeadCreated,
EstimateAccepted, EstimateLinksRevoked, JobCompleted, InvoicePaid, PaymentRefunded and ReferralLookupRequested.
Publishes ReviewLinkIssued, ReviewSubmitted, ReviewChanged, ReviewAnswered, ReferralCodeCreated, ReferralLookupAnswered,
ReferralVisited, ReferralAttributed, ReferralConverted, RewardEarned, RewardApproved, RewardRedeemed and RewardReversed.
"""
