"""Quotes: what is offered, and what was agreed.

Owns customers with their contacts, leads, estimates with their versions and public quote tokens, notes, acceptances with
their evidence, files, histories, jobs and their appointments.
Answers WorkspaceCreated, WorkspaceChanged, EstimateRequested, ProposalLookupRequested, SignInRequested,
ChannelAvailabilityChanged, and InvoicePaid for deposits.
Publishes CustomerRegistered, CustomerChanged, LeadCreated, LeadChanged, EstimateSent, EstimateViewed, EstimateChanged,
ChangesRequested, NoteAnswered, EstimateAccepted, EstimateDeclined, EstimateExpired, EstimateVoided,
EstimateLinksRevoked, CustomerLinksRevoked, ProposalLookupAnswered, SignInAnswered, JobCreated, JobScheduled,
AppointmentRequested, AppointmentRequestDeclined, AppointmentCancelled and JobCompleted.
"""
