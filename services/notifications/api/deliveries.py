"""What became of the messages."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.errors import InvalidCursor
from services.notifications.queries.deliveries import Wanted, list_deliveries
from services.notifications.usecases.retry_delivery import retry_delivery
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)

Status = Literal["queued", "sending", "sent", "failed", "suppressed"]


class DeliveryView(BaseModel):
    """One message, and where it stands. `undecided`: a crash hid whether it had been taken once before."""

    delivery_id: UUID
    channel: str
    template: str
    recipient_kind: str
    recipient: str
    record_id: UUID | None
    status: str
    category: str | None
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    undecided: bool


class DeliveryPage(BaseModel):
    """Newest first."""

    items: list[DeliveryView]
    next_cursor: str | None


@router.get("/deliveries")
def read_deliveries(
    session: Reading,
    staff: StaffDep,
    *,
    record_id: UUID | None = None,
    status: Status | None = None,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DeliveryPage:
    """The messages of the workspace; those about one record, or those that stand so."""
    wanted = Wanted(record_id, status)
    found = list_deliveries(session, staff.workspace, wanted, before=_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    next_cursor = str(shown[-1].id) if len(found) > limit else None
    return DeliveryPage(items=[_view(delivery) for delivery in shown], next_cursor=next_cursor)


@router.post("/deliveries/{delivery_id}/retry")
def retry(session: Writing, staff: EditorDep, delivery_id: UUID) -> DeliveryView:
    """Gives what has failed one more try; 409 `not_retryable` says why another one would be of no use, or one too many."""
    return _view(retry_delivery(session, workspace_id=staff.workspace, delivery_id=delivery_id))


def _view(delivery: Delivery) -> DeliveryView:
    return DeliveryView(
        delivery_id=delivery.id,
        channel=delivery.channel,
        template=delivery.template,
        recipient_kind=delivery.recipient_kind,
        recipient=delivery.recipient,
        record_id=delivery.record_id,
        status=delivery.status,
        category=delivery.category,
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        sent_at=delivery.sent_at,
        undecided=delivery.undecided,
    )


def _cursor(value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        raise InvalidCursor("cursor must be a next_cursor of this list, or be left out.", field="cursor") from None
