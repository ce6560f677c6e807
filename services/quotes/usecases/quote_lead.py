"""Quote a lead: draft an estimate for it."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from services.quotes.domain.customer import Customer, email_key
from services.quotes.domain.items import LineItem, new_item_id
from services.quotes.domain.lead import Lead
from services.quotes.domain.offer import Offer
from services.quotes.domain.origin import Origin
from services.quotes.queries.customers import find_known
from services.quotes.queries.leads import lock_lead
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.attach_file import attach_file
from services.quotes.usecases.draft_estimate import draft_estimate
from services.quotes.usecases.record_lead import record_lead
from services.quotes.usecases.register_customer import register_customer
from shared.database.session import Session
from shared.upload import Upload


def quote_lead(
    session: Session, *, workspace_id: UUID, lead_id: UUID, photos: Sequence[Upload] = (), origin: Origin
) -> tuple[Lead, bool]:
    """Drafts the estimate, with a line for each service to be priced, for who they are on file or are put there.

    The `photos` go to it for the office's eyes; whether the customer is to see them is the office's to say. A lead has
    one estimate: asked again, nothing is made. The second value tells whether it was made now.
    """
    lead = lock_lead(session, workspace_id, lead_id)
    if lead.estimate_id is not None:
        return lead, False
    customer = _customer(session, lead)
    # It is there before anything can belong to it.
    session.flush()
    currency = get_workspace(session, workspace_id).currency
    estimate = draft_estimate(
        session,
        workspace_id=workspace_id,
        customer_id=customer.id,
        offer=_offer(lead, currency),
        public_token=True,
        origin=origin,
    )
    estimate.lead_id = lead.id
    session.flush()
    for photo in photos:
        attach_file(
            session,
            workspace_id=workspace_id,
            estimate_id=estimate.id,
            job_id=None,
            upload=photo,
            # A customer may come to see it, in whatever language: what it says is the office's to write.
            caption="",
            is_visible=False,
            origin=origin,
        )
    lead.attach(customer.id, estimate.id, origin.at)
    record_lead(session, lead=lead, action="drafted", origin=origin)
    return lead, True


def _customer(session: Session, lead: Lead) -> Customer:
    """Who is on file by that email address, else by that phone, as they are on file.

    What a form says proves nothing: an address taken over from it would be one that look-ups send links to.
    """
    key = email_key(lead.email) if lead.email else None
    known = find_known(session, lead.workspace_id, email_key=key, phone=lead.phone)
    return known or register_customer(
        session,
        workspace_id=lead.workspace_id,
        name=lead.name,
        email=lead.email,
        phone=lead.phone,
        address=lead.address,
    )


def _offer(lead: Lead, currency: str) -> Offer:
    asked_for = lead.services or ["Services"]
    title = asked_for[0] if len(asked_for) == 1 else f"{asked_for[0]} and more"
    lines = tuple(
        LineItem(id=new_item_id(), description=service, quantity=Decimal(1), unit_price=0) for service in asked_for
    )
    return Offer(title=title, currency=currency, line_items=lines)
