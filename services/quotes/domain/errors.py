"""Everything the quotes service refuses, by name."""

from typing import Literal
from uuid import UUID

from shared.errors import Conflict, Gone, Invalid, NotFound, Unavailable

SendFailureCategory = Literal[
    "link_setup",
    "missing_options",
    "missing_maintenance_plan",
    "missing_contact",
    "email_unavailable",
    "sms_unavailable",
]


class InvalidText(Invalid):
    """Empty, too long, or with characters that cannot be stored."""

    code = "invalid_text"


class InvalidNumber(Invalid):
    """Not an exact number, or out of bounds."""

    code = "invalid_number"


class InvalidOffer(Invalid):
    """The content of an estimate does not hang together."""

    code = "invalid_offer"


class InvalidChoice(Invalid):
    """The customer's choice does not fit what is offered; `extra["value"]` is what was chosen, where something was."""

    code = "invalid_choice"


class InvalidSignature(Invalid):
    """Not a signature that can be kept."""

    code = "invalid_signature"


class ConsentMissing(Invalid):
    """Signing electronically needs the signer's consent."""

    code = "consent_missing"


class InvalidContact(Invalid):
    """Not an email address or phone number."""

    code = "invalid_contact"


class SendFailed(Invalid):
    """A message could not be sent; the record is as it was, and the send can be tried again."""

    code = "send_failed"

    def __init__(self, message: str, *, category: SendFailureCategory, field: str | None = None) -> None:
        super().__init__(message, field=field, category=category)
        self.category: SendFailureCategory = category


class NotSendable(Conflict):
    """The estimate's state or expiry date does not let it be sent."""

    code = "not_sendable"


class NotViewable(Conflict):
    """The estimate has not been sent, so no customer can have seen it."""

    code = "not_viewable"


class ChangesNotPossible(Conflict):
    """It is too late, or too early, to ask for changes."""

    code = "changes_not_possible"


class NotRevisable(Conflict):
    """The estimate is final and takes no new version."""

    code = "not_revisable"


class StaleVersion(Conflict):
    """Another version is current; `extra["current_version"]` tells which."""

    code = "stale_version"

    def __init__(self, message: str, *, current_version: int) -> None:
        super().__init__(message, field="version", current_version=current_version)


class NotAcceptable(Conflict):
    """The estimate cannot be accepted in the state it is in."""

    code = "not_acceptable"


class AlreadyAccepted(NotAcceptable):
    """Accepted before; a caller that repeats itself answers with the acceptance there is."""

    code = "already_accepted"


class NotDeclinable(Conflict):
    """The estimate cannot be declined in the state it is in."""

    code = "not_declinable"


class AlreadyDeclined(NotDeclinable):
    """Declined before; a caller that repeats itself is answered as the first time."""

    code = "already_declined"


class NotExpirable(Conflict):
    """The estimate is not open, or its expiry date has not passed."""

    code = "not_expirable"


class NotVoidable(Conflict):
    """The estimate is void already, or was accepted and no reason is given."""

    code = "not_voidable"


class JobAlreadyCompleted(Conflict):
    """The job was completed before."""

    code = "job_already_completed"


class NotSchedulable(Conflict):
    """The work was withdrawn."""

    code = "not_schedulable"


class NothingScheduled(Conflict):
    """There is no appointment that could be moved, kept or called off."""

    code = "nothing_scheduled"


class AppointmentUnchanged(Conflict):
    """The customer has asked for another time than this one."""

    code = "appointment_unchanged"


class AppointmentRequestPending(Conflict):
    """The customer has asked for another time before, and the office has yet to answer."""

    code = "appointment_request_pending"


class NoAppointmentRequest(Conflict):
    """The customer has not asked for another time, or was answered."""

    code = "no_appointment_request"


class InvalidAppointment(Invalid):
    """Not a time that a job could be at."""

    code = "invalid_appointment"


class EstimateNotFound(NotFound):
    """No such estimate in this workspace."""

    code = "estimate_not_found"


class CustomerNotFound(NotFound):
    """No such customer in this workspace."""

    code = "customer_not_found"


class LeadNotFound(NotFound):
    """No such lead in this workspace."""

    code = "lead_not_found"


class NoteNotFound(NotFound):
    """No such note of the customer on this estimate."""

    code = "note_not_found"


class JobNotFound(NotFound):
    """No such job in this workspace."""

    code = "job_not_found"


class AppointmentNotFound(NotFound):
    """No appointment was ever set."""

    code = "appointment_not_found"


class DocumentNotFound(NotFound):
    """Nothing was accepted under this id."""

    code = "document_not_found"


class InvalidFile(Invalid):
    """Not a photo or file that can be attached."""

    code = "invalid_file"


class InvalidMockup(Invalid):
    """No photo of a design, before or after."""

    code = "invalid_mockup"


class InvalidPlace(Invalid):
    """No place among those there are."""

    code = "invalid_place"


class TooManyAttachments(Conflict):
    """There are as many attachments as fit."""

    code = "too_many_attachments"


class FileNotFound(NotFound):
    """No such file, or none that this link shows."""

    code = "file_not_found"


class FileLost(NotFound):
    """The file was stored and is not there any more, or not as it was."""

    code = "file_lost"


class FileUnavailable(Unavailable):
    """The storage cannot be reached, and the file is there."""

    code = "file_unavailable"


class WorkspaceNotFound(NotFound):
    """The workspace has not reached this service yet."""

    code = "workspace_not_found"


class LinkNotValid(NotFound):
    """The link was not made by us, or was cut short."""

    code = "link_not_valid"


class LinkRevoked(Gone):
    """The link was good and the office has revoked it; a fresh one can be had by email."""

    code = "link_revoked"

    def __init__(self, workspace_id: UUID) -> None:
        message = "This link was withdrawn. Ask for a fresh one; it goes to the address on file."
        super().__init__(message, workspace_id=str(workspace_id))


class LinkOfAnotherRecord(Invalid):
    """The link to be revoked does not open the record it was named with."""

    code = "link_of_another_record"


class LinkExpired(Gone):
    """The link was good and has run out; a fresh one can be had by email."""

    code = "link_expired"
