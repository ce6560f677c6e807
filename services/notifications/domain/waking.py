"""Which text messages may come at night: those that somebody has asked for just now, and no others."""

from collections.abc import Mapping
from typing import Any

_ASKED_FOR = frozenset(
    {
        "appointment_cancelled",
        "appointment_kept",
        "appointment_set",
        "estimate_accepted_customer",
        "estimate_sent",
        "holiday_lights_found",
        "note_answered",
        "notice_office",
        "proposals_found",
        "sign_in",
    }
)
"""The customer waits for it, or the office has just pressed the button. Members of the office set hours of their own."""


def waits_for_morning(template: str, context: Mapping[str, Any]) -> bool:
    """Whether nobody is to be woken by a text message of this kind."""
    if template == "invoice_due":
        return context.get("cause") == "reminder" and not context.get("by_hand")
    return template not in _ASKED_FOR
