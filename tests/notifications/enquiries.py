"""Somebody asks a business for an estimate, as notifications is told of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.events.quotes import LeadCreated
from tests.support.business import NOON, WORKSPACE

LEAD = UUID("01920000-0000-7000-8000-0000000000a1")


def lead_created(**changes: Any) -> LeadCreated:
    """Kim Lee asks for a new lawn."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "lead_id": LEAD,
        "name": "Kim Lee",
        "email": "kim@lee.test",
        "phone": "+12125550143",
        "source": "portal",
        "created_at": NOON,
        "address": "3 Oak Street\nDuluth",
        "services": ("New lawn", "Paving"),
        "notes": "There is a dog.",
        "due_at": NOON + timedelta(hours=1),
    }
    return LeadCreated(**facts | changes)
