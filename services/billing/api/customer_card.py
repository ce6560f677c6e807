"""The card that a customer has saved, and what they have agreed to about it, for the office."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from services.billing.domain.saved_card import Asker, CardConsent, Choice
from services.billing.queries.saved_cards import card_of, consents_of
from services.billing.usecases.choose_about_card import choose_about_card
from shared.clock import utc_now
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)

CustomerQuery = Annotated[UUID, Query()]


class CustomerCard(BaseModel):
    """What people know the card by. With `autopay_since` what is due is charged to it."""

    brand: str
    last4: str
    saved_at: datetime
    autopay_since: datetime | None


class CardConsentView(BaseModel):
    """One thing that was agreed to or taken back, in the `words` that were shown: save, autopay_on, autopay_off, remove."""

    at: datetime
    choice: Choice
    words: str


class CustomerCardAnswer(BaseModel):
    """`card` is null where there is none any more; `consents` are all there ever were, newest first."""

    card: CustomerCard | None
    consents: list[CardConsentView]


@router.get("/invoices/card")
def customer_card(customer_id: CustomerQuery, staff: StaffDep, session: Reading) -> CustomerCardAnswer:
    """The card of the customer, and what they have agreed to."""
    card, shown = card_of(session, staff.workspace, customer_id), None
    if card is not None and card.method is not None:
        shown = CustomerCard(
            brand=card.brand, last4=card.last4, saved_at=card.saved_at, autopay_since=card.autopay_since
        )
    consents = consents_of(session, staff.workspace, customer_id)
    return CustomerCardAnswer(card=shown, consents=[_consent(one) for one in consents])


@router.delete("/invoices/card", status_code=204)
def remove_customer_card(customer_id: CustomerQuery, staff: EditorDep, session: Writing) -> Response:
    """Has Stripe forget it, such as when the customer asks for that by phone; 409 `no_saved_card` where there is none."""
    choose_about_card(
        session,
        workspace_id=staff.workspace,
        customer_id=customer_id,
        choice="remove",
        asker=Asker(staff.ip, f"Removed by the office: {staff.name}"),
        now=utc_now(),
    )
    return Response(status_code=204)


def _consent(consent: CardConsent) -> CardConsentView:
    return CardConsentView(at=consent.at, choice=consent.choice, words=consent.words)
