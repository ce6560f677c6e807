"""What customers have been given, for the office."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.billing.domain.credit import Credit, balances_of
from services.billing.queries.credits import credits_of
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute)


class CreditView(BaseModel):
    """One reward that was redeemed: `used` of its `amount` pays for invoices. One that was taken back is worth nothing."""

    credit_id: UUID
    reward_id: UUID
    currency: str
    amount: int
    used: int
    granted_at: datetime
    reversed_at: datetime | None


class Balance(BaseModel):
    """What is left for invoices to come; below zero what is set off against later credits."""

    currency: str
    minor: int


class CustomerCredits(BaseModel):
    """Newest first."""

    balances: list[Balance]
    items: list[CreditView]


@router.get("/invoices/credits")
def list_credits(customer_id: Annotated[UUID, Query()], staff: StaffDep, session: Reading) -> CustomerCredits:
    found = credits_of(session, staff.workspace, customer_id)
    balances = [Balance(currency=currency, minor=minor) for currency, minor in sorted(balances_of(found).items())]
    return CustomerCredits(balances=balances, items=[_view(credit) for credit in found])


def _view(credit: Credit) -> CreditView:
    return CreditView(
        credit_id=credit.id,
        reward_id=credit.reward_id,
        currency=credit.currency,
        amount=credit.amount,
        used=credit.used,
        granted_at=credit.granted_at,
        reversed_at=credit.reversed_at,
    )
