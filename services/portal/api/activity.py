"""Who changed what, for owners: what a business shows its auditor, or asks itself when something is not as it was."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from services.portal.api.cursors import read_cursor
from services.portal.api.identity import OwnerDep
from services.portal.domain.activity import KINDS, Activity
from services.portal.queries.activities import activities_of
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(prefix="/api/v1/activity", route_class=UnitOfWorkRoute, tags=["activity"])


class Change(BaseModel):
    """One field. Of a secret there is only that it changed."""

    field: str
    before: str | None
    after: str | None


class ActivityOut(BaseModel):
    """One act of somebody of the office, or of a program with an API key, who is called by the name they had then.

    `outcome` is done, or unclear where no answer came back: then it may have been done.
    """

    activity_id: UUID
    at: datetime
    actor_kind: Literal["staff", "api_key"]
    actor_id: UUID
    actor_name: str
    kind: str = Field(description=f"Of what: {', '.join(KINDS)}.")
    act: str
    outcome: Literal["done", "unclear"]
    subject_id: UUID | None
    subject_name: str
    changes: list[Change]


class ActivityPage(BaseModel):
    """Newest first."""

    items: list[ActivityOut]
    next_cursor: str | None


class Narrowed(BaseModel):
    """Which acts, and how many of them."""

    kind: str | None = None
    actor_id: UUID | None = None
    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=100)


@router.get("", name="list_activity")
def activity(
    owner: OwnerDep,
    session: Reading,
    narrowed: Annotated[Narrowed, Query()],
) -> ActivityPage:
    """What the office did: to its settings with what was before, and to the records of customers."""
    limit = narrowed.limit
    found = activities_of(
        session,
        owner.workspace,
        kind=narrowed.kind,
        actor_id=narrowed.actor_id,
        before=read_cursor(narrowed.cursor),
        limit=limit + 1,
    )
    shown = found[:limit]
    more = str(shown[-1].id) if len(found) > limit else None
    return ActivityPage(items=[_out(line) for line in shown], next_cursor=more)


def _out(line: Activity) -> ActivityOut:
    return ActivityOut.model_validate(
        {
            "activity_id": line.id,
            "at": line.at,
            "actor_kind": line.actor_kind,
            "actor_id": line.actor_id,
            "actor_name": line.actor_name,
            "kind": line.kind,
            "act": line.act,
            "outcome": line.outcome,
            "subject_id": line.subject_id,
            "subject_name": line.subject_name,
            "changes": line.changes,
        }
    )
