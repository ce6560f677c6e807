"""A customer's saved card: kept, charged by itself or not, and removed, by whoever holds the link of an invoice of theirs."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from services.billing.api.scope import CustomerDep, invoice_in_scope
from services.billing.domain.saved_card import Asker
from services.billing.usecases.choose_about_card import choose_about_card
from shared.clock import utc_now
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

# Customers go through the gateway's pages.
router = APIRouter(route_class=UnitOfWorkRoute, include_in_schema=False)


class CardChoice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    choice: Literal["autopay_on", "autopay_off", "remove"]


@router.post("/public/card", status_code=204)
def choose(body: CardChoice, caller: CustomerDep, session: Writing) -> Response:
    """409 `no_saved_card` where there is none, or it has been removed."""
    invoice = invoice_in_scope(session, caller)
    choose_about_card(
        session,
        workspace_id=caller.workspace,
        customer_id=invoice.customer_id,
        choice=body.choice,
        asker=Asker(caller.ip, caller.user_agent),
        now=utc_now(),
    )
    return Response(status_code=204)
