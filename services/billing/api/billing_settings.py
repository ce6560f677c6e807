"""How a workspace is paid: on an account of Stripe that the platform acts for, or by a key of its own."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, SecretStr, StringConstraints

from services.billing.adapters import Adapters
from services.billing.api.checkout import ReturnUrl
from services.billing.domain.errors import StripeAccountUnknown, StripeRefused
from services.billing.domain.stripe_account import Readiness, readiness
from services.billing.domain.stripe_requirements import missing_in_words, reason_in_words
from services.billing.queries.stripe_accounts import account_of
from services.billing.queries.stripe_keys import key_of
from services.billing.tasks import sync_account
from services.billing.tasks.open_onboarding import open_onboarding
from services.billing.tasks.take_key import renew_webhook, take_key
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from services.billing.usecases.leave_stripe_account import leave_stripe_account
from shared.clock import utc_now
from shared.database.session import Session
from shared.errors import Forbidden
from shared.service import Context
from shared.web.caller import EditorDep, Member, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/settings/billing", route_class=UnitOfWorkRoute)


class BillingSettings(BaseModel):
    """`not_ready` is an account that Stripe has not enabled, or has stopped: it cannot be charged on.

    `missing` is what Stripe still wants to know, in words; `reason` why it takes no payments. `way` is how the business is
    connected, `key_hint` the end of its own key. `ways` are those that are possible here.
    """

    stripe_account_id: str | None
    charges_enabled: bool
    status: Readiness
    checked_at: datetime | None
    way: Literal["connect", "own_key"] | None = None
    key_hint: str | None = None
    livemode: bool | None = None
    missing: list[str] = []
    reason: str | None = None
    ways: list[Literal["connect", "own_key"]] = []


class Connection(BaseModel):
    model_config = ConfigDict(extra="forbid")

    stripe_account_id: Annotated[str, StringConstraints(pattern=r"^acct_[A-Za-z0-9_]+$", max_length=64)]


class Onboarding(BaseModel):
    """`return_url` is where Stripe leads back to, done or not; `refresh_url` where another address can be had."""

    model_config = ConfigDict(extra="forbid")

    return_url: ReturnUrl
    refresh_url: ReturnUrl


class OnboardingPage(BaseModel):
    """Stripe's page for the business itself: good once, and for some minutes."""

    url: str


class OwnKey(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: SecretStr


def require_owner(staff: EditorDep) -> Member:
    """Somebody who may say where the money goes."""
    if staff.role != "owner":
        raise Forbidden("Only an owner can say where the money goes.")
    return staff


OwnerDep = Annotated[Member, Depends(require_owner)]


@router.get("")
def get_billing_settings(staff: StaffDep, session: Reading, request: Request) -> BillingSettings:
    return _view(session, staff.workspace, request.app.state.context.adapters)


@router.post("/connect")
def connect(body: Connection, staff: OwnerDep, request: Request) -> BillingSettings:
    """Connects the account, as Stripe says it is at this moment; again, it only looks again."""
    context = request.app.state.context
    # No unit of work around this: Stripe is asked first, and a transaction must not wait for it.
    try:
        state = context.adapters.stripe.account(body.stripe_account_id)
    except StripeRefused:
        message = f"Stripe does not know {body.stripe_account_id} as an account connected to this platform."
        raise StripeAccountUnknown(message, field="stripe_account_id") from None
    with context.database.begin() as session:
        connect_stripe_account(session, workspace_id=staff.workspace, state=state, now=utc_now())
        return _view(session, staff.workspace, context.adapters)


@router.post("/onboard")
def onboard(body: Onboarding, staff: OwnerDep, request: Request) -> OnboardingPage:
    """Opens Stripe's page where the business makes, or completes, its account; 409 `stripe_connected` where it has a key."""
    context: Context = request.app.state.context
    return OnboardingPage(
        url=open_onboarding(context, staff.workspace, refresh_url=body.refresh_url, return_url=body.return_url)
    )


@router.post("/check")
def check(staff: EditorDep, request: Request) -> BillingSettings:
    """Asks Stripe how the account is now: that somebody is back from its page does not mean that it is complete."""
    context: Context = request.app.state.context
    sync_account.run(context, workspace_id=str(staff.workspace))
    return _now(context, staff.workspace)


@router.post("/key")
def give_key(body: OwnKey, staff: OwnerDep, request: Request) -> BillingSettings:
    """Has the business be paid by its own restricted key, in place of any before; it is never shown again."""
    context: Context = request.app.state.context
    take_key(context, staff.workspace, body.key.get_secret_value().strip())
    return _now(context, staff.workspace)


@router.post("/webhook")
def renew(staff: OwnerDep, request: Request) -> BillingSettings:
    """Replaces the webhook of the business's own key, with a new secret; what is on its way to the old one still counts."""
    context: Context = request.app.state.context
    renew_webhook(context, staff.workspace)
    return _now(context, staff.workspace)


@router.post("/disconnect")
def disconnect(staff: OwnerDep, session: Writing, request: Request) -> BillingSettings:
    """Nothing can be paid online from now on; open payment pages are closed, and what is under way arrives."""
    leave_stripe_account(session, workspace_id=staff.workspace, now=utc_now())
    session.flush()
    return _view(session, staff.workspace, request.app.state.context.adapters)


def _now(context: Context, workspace_id: UUID) -> BillingSettings:
    with context.database.read() as session:
        return _view(session, workspace_id, context.adapters)


def _view(session: Session, workspace_id: UUID, adapters: Adapters) -> BillingSettings:
    account = account_of(session, workspace_id)
    key = key_of(session, workspace_id, account.stripe_account_id) if account else None
    own = key is not None and key.sealed is not None
    view = BillingSettings(
        stripe_account_id=account.stripe_account_id if account else None,
        charges_enabled=account.charges_enabled if account else False,
        status=readiness(account),
        checked_at=account.checked_at if account else None,
    )
    if adapters.gateway is not None:
        view.ways.append("connect")
    if adapters.vault.can_seal:
        view.ways.append("own_key")
    if account is not None:
        view.way = "own_key" if own else "connect"
        view.missing = missing_in_words(account.missing or ())
        view.reason = None if account.charges_enabled else reason_in_words(account.disabled_reason)
    if key is not None and own:
        view.key_hint, view.livemode = key.hint, key.livemode
    elif adapters.gateway is not None:
        view.livemode = adapters.gateway.livemode
    return view
