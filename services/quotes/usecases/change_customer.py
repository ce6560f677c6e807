"""Change a customer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.quotes.domain.customer import Customer
from services.quotes.queries.customers import get_customer
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.tell_customer import tell_customer
from shared.clock import utc_now
from shared.database.session import Session


def change_customer(
    session: Session, *, workspace_id: UUID, customer_id: UUID, changes: Mapping[str, str | None]
) -> Customer:
    """Has the customer known, reached or found as `changes` say, which name some of its members."""
    customer = get_customer(session, workspace_id, customer_id)
    now, before = utc_now(), _told(customer)
    if "name" in changes:
        customer.rename(changes["name"] or "", now)
    if "address" in changes:
        customer.move(changes["address"] or "", now)
    if "language" in changes:
        customer.speak(changes["language"] or "", now)
    if changes.keys() & {"email", "phone"}:
        email, phone = changes.get("email", customer.email), changes.get("phone", customer.phone)
        region = get_workspace(session, workspace_id).default_region
        customer.reach_at(email, phone, region=region, now=now)
    if _told(customer) != before:
        tell_customer(session, customer=customer)
    return customer


def _told(customer: Customer) -> dict[str, Any]:
    return {
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "language": customer.language,
    }
