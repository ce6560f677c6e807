"""How the status of anything is dressed."""

from typing import Literal

from shared.words import say

Tone = Literal["quiet", "active", "good", "attention", "bad"]
TONES: dict[str, Tone] = {
    "draft": "quiet",
    "sent": "active",
    "viewed": "active",
    "changes_requested": "attention",
    "accepted": "good",
    "declined": "bad",
    "expired": "quiet",
    "void": "quiet",
    "outstanding": "active",
    "part_paid": "attention",
    "overdue": "bad",
    "processing": "active",
    "paid": "good",
    "refunded": "quiet",
    "due": "active",
    "pending": "active",
    "succeeded": "good",
    "failed": "bad",
    "refund_due": "attention",
    "refund_failed": "bad",
    "mismatch": "bad",
    "open": "active",
    "dispute_open": "bad",
    "dispute_lost": "bad",
    "dispute_won": "good",
    "scheduled": "active",
    "completed": "good",
    "new": "attention",
    "contacted": "active",
    "quoted": "active",
    "won": "good",
    "lost": "quiet",
    "earned": "attention",
    "approved": "active",
    "redeemed": "good",
    "reversed": "quiet",
    "active": "good",
    "revoked": "quiet",
}
_NAMES = {
    "draft": say("Draft"),
    "sent": say("Sent"),
    "viewed": say("Viewed"),
    "changes_requested": say("Changes requested"),
    "accepted": say("Accepted"),
    "declined": say("Declined"),
    "expired": say("Expired"),
    "void": say("Void"),
    "outstanding": say("Outstanding"),
    "overdue": say("Overdue"),
    "processing": say("Processing"),
    "paid": say("Paid"),
    "refunded": say("Refunded"),
    "unscheduled": say("Unscheduled"),
    "scheduled": say("Scheduled"),
    "completed": say("Completed"),
    "cancelled": say("Cancelled"),
}


def tone(status: str) -> Tone:
    """Tell how a status is dressed; one that is not known is quiet."""
    return TONES.get(status, "quiet")


def status_name(status: str) -> str:
    """How far something is, in words; customers read those that have a translation."""
    return _NAMES.get(status) or status.replace("_", " ").capitalize()
