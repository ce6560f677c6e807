"""Notifications: who is told what, and whether it arrived.

Owns deliveries, the office's in-app inbox, suppressed addresses, the health of the channels messages go out on, follow-
ups to jobs, reminders of estimates, when a workspace wants them, and in which languages customers are written to.
Answers WorkspaceCreated, WorkspaceChanged, CustomerRegistered, CustomerChanged, EstimateSent, EstimateViewed,
ChangesRequested, NoteAnswered, EstimateAccepted, EstimateDeclined, EstimateExpired, EstimateVoided, JobScheduled,
JobCompleted, AppointmentRequested, AppointmentRequestDeclined, AppointmentCancelled, ProposalLookupAnswered,
SignInAnswered, InvoiceIssued, InvoiceChanged, InvoiceDue, InvoicesFound, InvoiceOverdue, InvoicePaid, InvoiceVoided,
PaymentFailed, PaymentRefunded, PaymentDisputed, RefundFailed, DiscrepancyFound, StripeAccountChanged,
ReviewLinkIssued, ReviewSubmitted, ReviewChanged, ReviewAnswered, ReferralLookupAnswered, ReferralAttributed,
RewardApproved, RewardEarned, LeadCreated, MemberInvited, MemberJoined, MemberRemoved, MemberSecured and
PasswordResetRequested.
Publishes MessageQueued, MessageSent, MessageFailed and ChannelAvailabilityChanged.
"""
