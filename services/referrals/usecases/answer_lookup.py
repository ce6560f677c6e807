"""Answer a look-up of a link to share, by email to the address on file."""

from uuid import UUID

from services.referrals.domain.contact import contact
from services.referrals.domain.referral_code import share_url
from services.referrals.queries.customers import customer_reached_at
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.create_referral_code import create_referral_code
from shared.database.session import Session
from shared.events.referrals import ReferralLookupAnswered
from shared.messaging.outbox import publish


def answer_lookup(session: Session, *, workspace_id: UUID, lookup_id: UUID, email: str, public_url: str | None) -> None:
    """Has the customer's link sent, made now unless there is one. Nothing happens for who is no customer."""
    workspace = get_workspace(session, workspace_id)
    customer = customer_reached_at(session, workspace_id, contact(email, None))
    if customer is None or customer.email is None or not workspace.referrals:
        return
    base = workspace.link_base(public_url)
    made = create_referral_code(session, workspace_id=workspace_id, customer_id=customer.id)
    publish(
        session,
        ReferralLookupAnswered(
            workspace_id=workspace_id,
            lookup_id=lookup_id,
            customer_id=customer.id,
            customer_name=made.shown_name or customer.name,
            customer_email=customer.email,
            code=made.code,
            share_url=share_url(base, made.code),
        ),
    )
