"""What a reminder says at this moment."""

from typing import Any

from services.notifications.domain.watched_estimate import WatchedEstimate


def reminder_words(watched: WatchedEstimate, step: str) -> dict[str, Any] | None:
    """What is waiting, and where; None where the reason is gone."""
    if not watched.still_due(step) or not watched.link:
        return None
    return {
        "step": step,
        "number": watched.number,
        "title": watched.title,
        "kind": watched.kind,
        "customer_name": watched.customer_name,
        "link": watched.link,
        "expires_on": watched.expires_on.isoformat() if watched.expires_on else None,
    }
