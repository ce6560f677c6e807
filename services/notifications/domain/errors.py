"""Everything the notifications service refuses, by name."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class WorkspaceNotKnown(NotFound):
    """The workspace has not reached this service yet."""

    code = "workspace_not_found"


class NoticeNotFound(NotFound):
    """No such notice in this workspace's inbox."""

    code = "notice_not_found"


class MailboxNotInUse(NotFound):
    """Mail goes out for real: there is no local mailbox to look into."""

    code = "mailbox_not_in_use"


class DeliveryNotFound(NotFound):
    """No such message in this workspace."""

    code = "delivery_not_found"


class NotRetryable(Conflict):
    """The message has not failed, or another try of the same could not do better, or could be one too many."""

    code = "not_retryable"


class MessageNotFound(NotFound):
    """No such message in the local mailbox."""

    code = "message_not_found"


class NoReader(Forbidden):
    """Only a person has an inbox of which something can be read."""

    code = "no_reader"


class InvalidCursor(Invalid):
    """Not a cursor that this service has given out."""

    code = "invalid_cursor"


class InvalidSchedule(Invalid):
    """Not an hour, or more days than anybody waits."""

    code = "invalid_schedule"


class NotFromTwilio(Forbidden):
    """What claims to come from Twilio is not signed by it."""

    code = "not_from_twilio"


class NotFromMailProvider(Forbidden):
    """What claims to be a report of the mail provider is not signed with the secret."""

    code = "not_from_mail_provider"


class InvalidReport(Invalid):
    """A report of the mail provider that cannot be read."""

    code = "invalid_report"


class InvalidPreference(Invalid):
    """Not a kind of notice, an hour, or a way to be told."""

    code = "invalid_preference"


class InvalidWording(Invalid):
    """Words with a placeholder that there is not, without one that is needed, too long, or none."""

    code = "invalid_wording"


class WordingNotFound(NotFound):
    """No such kind of message, or language."""

    code = "wording_not_found"


class StoppedByReader(Conflict):
    """Only whoever has the number may begin again."""

    code = "stopped_by_reader"


class TooManyTexts(Exception):
    """So many text messages have gone out within a day that the next one stays."""


class LetterNotRenderable(Exception):
    """A template cannot be filled with what its delivery carries: a mistake of ours, in one or in the other."""
