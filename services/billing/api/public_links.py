"""Signed links to invoices: what they open, and fresh ones for those that have expired."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from services.billing.queries.customers import customer_of
from services.billing.queries.opened import open_invoice
from services.billing.usecases.renew_link import renew_link
from shared.clock import utc_now
from shared.links import SignedLink
from shared.service import Context
from shared.web.caller import CallerDep
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

# Quotes answers at the same addresses for all other links, and documents them.
router = APIRouter(prefix="/public/links", route_class=UnitOfWorkRoute, include_in_schema=False)

_RENEWALS_PER_HOUR = 3


class OpenedLink(BaseModel):
    """Whose record the link opens; `scope` is what its holder may ask for."""

    workspace_id: UUID
    invoice_id: UUID
    scope: str
    language: str = ""
    """In which its customer is written to; empty for that of the business."""


@router.get("/{token}")
def open_link(token: str, _caller: CallerDep, session: Reading, request: Request) -> OpenedLink:
    """410 `link_expired` for one whose time is over, and `link_revoked`: either can be renewed."""
    invoice = open_invoice(session, request.app.state.context.adapters.links.open(token))
    customer = customer_of(session, invoice.workspace_id, invoice.customer_id)
    return OpenedLink(
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        scope=f"invoice:{invoice.id}",
        language=customer.language if customer else "",
    )


def renewable_link(token: str, _caller: CallerDep, request: Request) -> SignedLink:
    """The link, expired or revoked or not, unless it has been renewed too often."""
    context: Context = request.app.state.context
    link: SignedLink = context.adapters.links.open_once_valid(token)
    check_rate(context.database, f"renew:{link.record_id}", limit=_RENEWALS_PER_HOUR, seconds=3600)
    return link


# The link comes before the unit of work: counting is a transaction of its own, and two at once would wait for each other.
@router.post("/{token}/renew", status_code=202)
def renew(link: Annotated[SignedLink, Depends(renewable_link)], session: Writing, request: Request) -> Response:
    """Has a fresh link sent to the address on file, and to no other; says the same whether there is one or not."""
    renew_link(
        session,
        workspace_id=link.workspace_id,
        invoice_id=link.record_id,
        links=request.app.state.context.adapters.links,
        now=utc_now(),
    )
    return Response(status_code=202)
