"""The portal: the public gateway, and every page.

Owns workspaces with their brands, the office's staff and their sessions, those of customers, and takes in requests for
estimates; all else it asks of the other services over HTTP, for whoever is at the door.
Answers ChannelAvailabilityChanged and StripeAccountChanged.
Publishes WorkspaceCreated, WorkspaceChanged, EstimateRequested, ProposalLookupRequested, ReferralLookupRequested
and SignInRequested.
"""
