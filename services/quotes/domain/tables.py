"""The metadata of the quotes service with every table in it, whatever else has been imported."""

from services.quotes.domain import (
    acceptance,
    appointment,
    appointment_request,
    attachment,
    channel,
    contact,
    customer,
    estimate,
    estimate_version,
    history,
    job,
    kept_file,
    lead,
    link,
    mockup,
    note,
    numbering,
    sealed_document,
    workspace,
)
from services.quotes.domain.base import Base

MAPPED = (
    acceptance.Acceptance,
    appointment.Appointment,
    appointment_request.AppointmentRequest,
    attachment.Attachment,
    channel.ChannelState,
    contact.Contact,
    customer.Customer,
    estimate.Estimate,
    estimate_version.EstimateVersion,
    history.HistoryLine,
    job.Job,
    kept_file.KeptFile,
    lead.Lead,
    lead.LeadLine,
    link.RevokedLink,
    mockup.Mockup,
    note.Note,
    numbering.Counter,
    sealed_document.SealedDocument,
    workspace.Workspace,
)

metadata = Base.metadata
