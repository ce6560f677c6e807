"""What the quotes service refuses, by name; `file_errors` and `schedule_errors` have the rest of it."""

from typing import Literal
from uuid import UUID

from shared.errors import Conflict, Gone, Invalid, NotFound

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
