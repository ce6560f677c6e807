"""Who changed what: a line for each change of the office's settings, and for each act on a record."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.actor import Actor
from services.portal.domain.base import Base
from shared.database.types import Json
from shared.ids import new_id
from shared.words import say

DONE, UNCLEAR = "done", "unclear"
MAX_TEXT = 200


class Activity(Base, kw_only=True):
    """One act. It keeps the name of whoever did it, and stays when they go; nothing of it is ever changed afterwards.

    `unclear`: it was on its way, and no answer came; it may have been done.
    """

    __tablename__ = "activities"
    __table_args__ = (
        Index(None, "workspace_id", "activity_id"),
        Index(None, "workspace_id", "actor_id", "activity_id"),
        Index(None, "workspace_id", "kind", "activity_id"),
    )

    id: Mapped[UUID] = mapped_column("activity_id", primary_key=True)
    workspace_id: Mapped[UUID]
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID]
    actor_name: Mapped[str]
    kind: Mapped[str]
    """Of what: one of `KINDS`."""
    act: Mapped[str]
    """What was done, such as send; see `acts` for the words."""
    outcome: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(default=None)
    subject_name: Mapped[str] = mapped_column(default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json, default_factory=list)
    """Per field its name, and what it was before and after; never of a secret."""


TABLE = cast("Table", Activity.__table__)
KINDS = {
    "customers": say("Customers"),
    "leads": say("Leads"),
    "estimates": say("Estimates"),
    "jobs": say("Jobs"),
    "invoices": say("Invoices"),
    "reviews": say("Reviews"),
    "referrals": say("Referrals"),
    "messages": say("Messages"),
    "settings": say("Settings"),
    "brands": say("Brands"),
    "billing": say("Stripe connection"),
    "team": say("Team"),
    "api-keys": say("API keys"),
}


def activity_of(
    actor: Actor,
    workspace_id: UUID,
    *,
    now: datetime,
    kind: str,
    act: str,
    outcome: str = DONE,
    subject_id: UUID | None = None,
    subject_name: str = "",
    changes: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The columns of a new line: what an INSERT takes."""
    return {
        "activity_id": new_id(),
        "workspace_id": workspace_id,
        "at": now,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_name": actor.name[:MAX_TEXT],
        "kind": kind,
        "act": act,
        "outcome": outcome,
        "subject_id": subject_id,
        "subject_name": subject_name[:MAX_TEXT],
        "changes": changes or [],
    }


def in_words(value: Any) -> str | None:
    """A value as it is kept of a change: short text, or None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "on" if value else "off"
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"
