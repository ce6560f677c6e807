"""The states of an estimate: which action leads from which state to which, and what is said when it does not."""

from typing import Literal

from services.quotes.domain.errors import (
    AlreadyAccepted,
    AlreadyDeclined,
    ChangesNotPossible,
    NotAcceptable,
    NotDeclinable,
    NotExpirable,
    NotRevisable,
    NotSendable,
    NotViewable,
    NotVoidable,
)
from shared.errors import Conflict

Status = Literal["draft", "sent", "viewed", "changes_requested", "accepted", "declined", "expired", "void"]
Action = Literal["send", "view", "request_changes", "revise", "accept", "decline", "expire", "void"]

OPEN: tuple[Status, ...] = ("sent", "viewed", "changes_requested")
"""With the customer, and still to be decided."""

# What is not listed is refused. Dates and versions refuse more: sending or accepting after the expiry date, accepting
# another version than the current one, expiring before the time. One revised without a later date stays expired.
MOVES: dict[Action, dict[Status, Status]] = {
    "send": {
        "draft": "sent",
        "sent": "sent",
        "viewed": "viewed",
        "changes_requested": "sent",
        "expired": "sent",
    },
    "view": {
        "sent": "viewed",
        "viewed": "viewed",
        "changes_requested": "changes_requested",
        "accepted": "accepted",
        "declined": "declined",
        "expired": "expired",
        "void": "void",
    },
    "request_changes": {
        "sent": "changes_requested",
        "viewed": "changes_requested",
        "changes_requested": "changes_requested",
    },
    "revise": {
        "draft": "draft",
        "sent": "sent",
        "viewed": "sent",
        "changes_requested": "sent",
        "declined": "sent",
        "expired": "sent",
    },
    "accept": {"sent": "accepted", "viewed": "accepted", "changes_requested": "accepted"},
    "decline": {"sent": "declined", "viewed": "declined", "changes_requested": "declined"},
    "expire": {"sent": "expired", "viewed": "expired", "changes_requested": "expired"},
    "void": {
        "draft": "void",
        "sent": "void",
        "viewed": "void",
        "changes_requested": "void",
        "accepted": "void",
        "declined": "void",
        "expired": "void",
    },
}

_REFUSALS: dict[Action, tuple[type[Conflict], str]] = {
    "send": (NotSendable, "cannot be sent"),
    "view": (NotViewable, "cannot be viewed"),
    "request_changes": (ChangesNotPossible, "takes no requests for changes"),
    "revise": (NotRevisable, "cannot be changed"),
    "accept": (NotAcceptable, "cannot be accepted"),
    "decline": (NotDeclinable, "cannot be declined"),
    "expire": (NotExpirable, "cannot expire"),
    "void": (NotVoidable, "cannot be voided"),
}

_REPEATED: dict[tuple[Action, Status], type[Conflict]] = {
    ("accept", "accepted"): AlreadyAccepted,
    ("decline", "declined"): AlreadyDeclined,
}

# Why, and the way out.
_REASONS: dict[Status, tuple[str, str]] = {
    "draft": ("has not been sent yet", "The office has to send it first."),
    "sent": ("is with the customer", "It is still open."),
    "viewed": ("is with the customer", "It is still open."),
    "changes_requested": ("is waiting for changes", "The office answers with a new version."),
    "accepted": ("has been accepted", "To agree on something else, the office makes a new estimate."),
    "declined": ("has been declined", "The office can revise it and send it again."),
    "expired": ("has expired", "Ask the office to renew it."),
    "void": ("has been withdrawn", "Ask the office for a new one."),
}


def next_status(number: str, status: Status, action: Action) -> Status:
    """Where `action` leads from `status`; raises the action's own `Conflict`, with the reason and the way out."""
    following = MOVES[action].get(status)
    if following is None:
        raise refusal(number, status, action)
    return following


def refusal(number: str, status: Status, action: Action) -> Conflict:
    """The error that says why `action` cannot be done to the estimate called `number` in `status`."""
    error, what = _REFUSALS[action]
    error = _REPEATED.get((action, status), error)
    why, way_out = _REASONS[status]
    return error(f"{number} {why}, so it {what}. {way_out}")
