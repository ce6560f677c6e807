"""The portal: the public gateway, and every page.

Owns workspaces with their brands, the office's staff and their sessions, the keys of programs, who changed what, sessions of
customers, and what was counted, and takes in requests for estimates; all else it asks of the other services over HTTP, for
whoever is at the door.
Answers ChannelAvailabilityChanged and StripeAccountChanged; and, to count them, EstimateRequested, PageViewed, EstimateSent,
EstimateViewed, EstimateAccepted, PaymentStarted, PaymentSucceeded, ReviewSubmitted and ReferralAttributed.
Publishes WorkspaceCreated, WorkspaceChanged, EstimateRequested, PageViewed, ProposalLookupRequested,
ReferralLookupRequested, SignInRequested, MemberInvited, MemberJoined, MemberChanged, MemberRemoved, MemberSecured and
PasswordResetRequested.
"""
