"""How a workspace is paid."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from services.billing.domain.errors import StripeAccountUnknown, StripeRefused
from services.billing.domain.stripe_account import Readiness, StripeAccount, readiness
from services.billing.queries.stripe_accounts import account_of
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from shared.clock import utc_now
from shared.errors import Forbidden
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(prefix="/settings/billing", route_class=UnitOfWorkRoute)


class BillingSettings(BaseModel):
    """`not_ready` is an account that Stripe has not enabled, or has stopped: it cannot be charged on."""

    stripe_account_id: str | None
    charges_enabled: bool
    status: Readiness
    checked_at: datetime | None


class Connection(BaseModel):
    model_config = ConfigDict(extra="forbid")

    stripe_account_id: Annotated[str, StringConstraints(pattern=r"^acct_[A-Za-z0-9_]+$", max_length=64)]


@router.get("")
def get_billing_settings(staff: StaffDep, session: Reading) -> BillingSettings:
    return _view(account_of(session, staff.workspace))


@router.post("/connect")
def connect(body: Connection, staff: EditorDep, request: Request) -> BillingSettings:
    """Connects the account, as Stripe says it is at this moment; again, it only looks again."""
    if staff.role != "owner":
        raise Forbidden("Only an owner can say where the money goes.")
    context = request.app.state.context
    # No unit of work around this: Stripe is asked first, and a transaction must not wait for it.
    try:
        state = context.adapters.stripe.account(body.stripe_account_id)
    except StripeRefused:
        message = f"Stripe does not know {body.stripe_account_id} as an account connected to this platform."
        raise StripeAccountUnknown(message, field="stripe_account_id") from None
    with context.database.begin() as session:
        return _view(connect_stripe_account(session, workspace_id=staff.workspace, state=state, now=utc_now()))


def _view(account: StripeAccount | None) -> BillingSettings:
    return BillingSettings(
        stripe_account_id=account.stripe_account_id if account else None,
        charges_enabled=account.charges_enabled if account else False,
        status=readiness(account),
        checked_at=account.checked_at if account else None,
    )
