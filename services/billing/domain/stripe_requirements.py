"""What Stripe still asks of an account, in words for its owner."""

from collections.abc import Iterable

_WORDS = (
    ("external_account", "a bank account that payouts go to"),
    ("tos_acceptance", "your agreement to Stripe's terms"),
    ("business_type", "what kind of business it is"),
    ("business_profile", "what the business does, and its website"),
    ("company", "details of the company"),
    ("individual", "details of the person who runs the business"),
    ("representative", "details of the person who represents the business"),
    ("owners", "details of the owners"),
    ("directors", "details of the directors"),
    ("executives", "details of the executives"),
    ("person_", "details of a person of the business"),
    ("documents", "documents about the business"),
    ("settings", "how the business appears on card statements"),
)
_OTHER = "further details, which Stripe lists in its dashboard"
_REASONS = (
    ("rejected", "Stripe has closed the account. Only Stripe can open it again."),
    ("listed", "Stripe is checking the account. That can take some days."),
    ("under_review", "Stripe is checking the account. That can take some days."),
    ("requirements.pending_verification", "Stripe is checking what was entered. That can take some minutes, or days."),
    ("requirements", "Stripe needs more details before it takes payments."),
    ("action_required", "Stripe needs more details before it takes payments."),
    ("platform_paused", "Payments are paused by the operator of this Porchlight."),
    ("key_refused", "Stripe does not take your key any more, or it may do less than it could. Replace it."),
    ("deauthorized", "The account was disconnected at Stripe. Connect it again to take payments."),
)


def missing_in_words(names: Iterable[str]) -> list[str]:
    """Each thing once, in the order of Stripe's list."""
    found = (next((words for start, words in _WORDS if name.startswith(start)), _OTHER) for name in names)
    return list(dict.fromkeys(found))


def reason_in_words(name: str | None) -> str | None:
    """Why no payments are taken, where Stripe says."""
    if name is None:
        return None
    return next((words for start, words in _REASONS if name.startswith(start)), "Stripe has not enabled payments yet.")
