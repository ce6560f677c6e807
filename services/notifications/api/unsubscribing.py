"""Wanting no more of some messages, by the link of one: a person asks, or a mail program; the gateway has seen to that."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from services.notifications.adapters.unsubscribing import Unsubscribing
from services.notifications.domain.delivery import Delivery
from services.notifications.queries.deliveries import find_by_id
from services.notifications.queries.opt_outs import has_opted_out
from services.notifications.usecases.opt_out import opt_out
from shared.database.session import Session
from shared.links import LinkNotValid
from shared.web.caller import CallerDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/public/unsubscribe", route_class=UnitOfWorkRoute, include_in_schema=False)


class Subscription(BaseModel):
    """Whose messages, to which address (as far as its owner knows it), and whether they are wanted no more."""

    workspace_id: UUID
    address: str
    is_out: bool


class Wish(BaseModel):
    """Out, or in again."""

    model_config = ConfigDict(extra="forbid")

    out: bool = True


@router.get("/{token}")
def read_subscription(request: Request, session: Reading, _caller: CallerDep, token: str) -> Subscription:
    """Changes nothing: mail scanners open this, too."""
    return _view(session, _delivery(request, session, token))


@router.post("/{token}")
def change_subscription(request: Request, session: Writing, _caller: CallerDep, token: str, body: Wish) -> Subscription:
    """Has the business send this address no follow-ups and reminders any more, or again."""
    delivery = _delivery(request, session, token)
    opt_out(session, workspace_id=delivery.workspace_id, address=delivery.recipient, out=body.out)
    session.flush()
    return _view(session, delivery)


def _delivery(request: Request, session: Session, token: str) -> Delivery:
    links: Unsubscribing = request.app.state.context.adapters.unsubscribing
    delivery = find_by_id(session, links.open(token))
    if delivery is None:
        raise LinkNotValid("This link does not work. Use the newest email.")
    return delivery


def _view(session: Session, delivery: Delivery) -> Subscription:
    local, _, domain = delivery.recipient.partition("@")
    return Subscription(
        workspace_id=delivery.workspace_id,
        address=f"{local[:1]}…@{domain}",
        is_out=has_opted_out(session, delivery.workspace_id, delivery.recipient),
    )
