"""Why something happened: the chain of causes behind an event, a task or all that was told of a record."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from shared.causality import Cause
from shared.clock import isoformat
from shared.messaging.outbox import TaskCall
from shared.messaging.tables import outbox
from shared.service import Context

MOST_STEPS = 50
"""So many steps are more than anything has; a circle there cannot be, but an end there is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event or task, by which service, about which record, and what caused it."""

    service: str
    kind: str
    id: str
    name: str
    subject: str
    at: str
    correlation_id: str
    causation_id: str


def chains_of(contexts: Sequence[Context], wanted: UUID) -> list[list[Step]]:
    """For the event or task called `wanted`, or for each event about the record of that id: what led to it, first cause first.

    Of what was sent more than 30 days ago nothing is left.
    """
    found = [step for context in contexts for step in steps_of(context, wanted)]
    return [_chain(contexts, step) for step in sorted(found, key=lambda step: step.at)]


def _chain(contexts: Sequence[Context], last: Step) -> list[Step]:
    chain = [last]
    while len(chain) < MOST_STEPS:
        before = _step(contexts, chain[0].causation_id)
        if before is None:
            break
        chain.insert(0, before)
    return chain


def _step(contexts: Sequence[Context], step_id: str) -> Step | None:
    try:
        wanted = UUID(step_id)
    except ValueError:
        return None
    found = (step for context in contexts for step in steps_of(context, wanted))
    return next((step for step in found if step.id == step_id), None)


def steps_of(context: Context, wanted: UUID, *, workspace_id: UUID | None = None) -> list[Step]:
    """What one service knows of `wanted`: the event or task of that id, or the events about the record of that id.

    With a workspace nothing of another one; tasks belong to none, and carry nothing but their names here.
    """
    about = (outbox.c.kind == "event") & (outbox.c.subject == str(wanted))
    condition: ColumnElement[bool] = or_(outbox.c.id == wanted, about)
    if workspace_id is not None:
        condition &= or_(outbox.c.workspace_id == workspace_id, outbox.c.workspace_id.is_(None))
    columns = outbox.c.id, outbox.c.kind, outbox.c.name, outbox.c.subject, outbox.c.created_at, outbox.c.body
    with context.database.read() as session:
        rows = session.execute(select(*columns).where(condition).order_by(outbox.c.position)).all()
    return [_told(context.service.name, row) for row in rows]


def _told(service: str, row: Any) -> Step:
    cause = _cause(row)
    at = isoformat(row.created_at)
    return Step(service, row.kind, str(row.id), row.name, row.subject, at, cause.correlation_id, cause.causation_id)


def _cause(row: Any) -> Cause:
    if row.kind == "task":
        return TaskCall.from_json(row.id, row.name, row.body).cause
    event = json.loads(row.body)
    return Cause(event["correlationid"], event["causationid"], event["traceparent"])
