"""What became of the messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.errors import InvalidCursor
from services.notifications.queries.deliveries import list_deliveries
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute)


class DeliveryView(BaseModel):
    """One message, and where it stands. `undecided`: a crash hid whether it had been taken once before."""

    delivery_id: UUID
    channel: str
    template: str
    recipient_kind: str
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
    record_id: UUID | None = None,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DeliveryPage:
    """The messages of the workspace, or those about one record."""
    found = list_deliveries(session, staff.workspace, record_id=record_id, before=_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    next_cursor = str(shown[-1].id) if len(found) > limit else None
    return DeliveryPage(items=[_view(delivery) for delivery in shown], next_cursor=next_cursor)


def _view(delivery: Delivery) -> DeliveryView:
    return DeliveryView(
        delivery_id=delivery.id,
        channel=delivery.channel,
        template=delivery.template,
        recipient_kind=delivery.recipient_kind,
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
