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
    "contacted": say("Contacted"),
    "quoted": say("Quoted"),
    "won": say("Won"),
    "lost": say("Lost"),
    "new": say("New"),
    "part_paid": say("Part paid"),
    "due": say("Due"),
    "pending": say("Pending"),
    "succeeded": say("Succeeded"),
    "failed": say("Failed"),
    "refund_due": say("Refund due"),
    "refund_failed": say("Refund failed"),
    "mismatch": say("Mismatch"),
    "open": say("Open"),
    "dispute_open": say("Dispute open"),
    "dispute_lost": say("Dispute lost"),
    "dispute_won": say("Dispute won"),
    "earned": say("Earned"),
    "approved": say("Approved"),
    "redeemed": say("Redeemed"),
    "reversed": say("Reversed"),
    "active": say("Active"),
    "revoked": say("Revoked"),
    "queued": say("Queued"),
    "suppressed": say("Suppressed"),
}


def tone(status: str) -> Tone:
    """Tell how a status is dressed; one that is not known is quiet."""
    return TONES.get(status, "quiet")


def status_name(status: str) -> str:
    """How far something is, in words; customers read those that have a translation."""
    return _NAMES.get(status) or status.replace("_", " ").capitalize()
