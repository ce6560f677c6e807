"""Quotes: what is offered, and what was agreed.

Owns customers, leads, estimates with their versions and public quote tokens, notes, acceptances with their evidence,
files, histories, jobs and their appointments.
Answers WorkspaceCreated, WorkspaceChanged, EstimateRequested, ProposalLookupRequested, ChannelAvailabilityChanged, and
InvoicePaid for deposits.
Publishes CustomerRegistered, CustomerChanged, LeadCreated, LeadChanged, EstimateSent, EstimateViewed, EstimateChanged,
ChangesRequested, NoteAnswered, EstimateAccepted, EstimateDeclined, EstimateExpired, EstimateVoided,
EstimateLinksRevoked, CustomerLinksRevoked, ProposalLookupAnswered, JobCreated, JobScheduled, AppointmentRequested,
AppointmentRequestDeclined, AppointmentCancelled and JobCompleted.
"""
