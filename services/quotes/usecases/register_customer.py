"""Register a customer."""

from uuid import UUID

from services.quotes.domain.customer import Customer, register
from services.quotes.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.quotes import CustomerRegistered
from shared.messaging.outbox import publish


def register_customer(
    session: Session,
    *,
    workspace_id: UUID,
    name: str,
    email: str | None,
    phone: str | None,
    address: str,
    language: str = "",
) -> Customer:
    """Puts a customer on file. Several may share an address: who they are is told apart by what they prove to own."""
    workspace = get_workspace(session, workspace_id)
    now = utc_now()
    customer = register(workspace_id, name, now)
    customer.reach_at(email, phone, region=workspace.default_region, now=now)
    customer.move(address, now)
    customer.speak(language, now)
    session.add(customer)
    publish(
        session,
        CustomerRegistered(
            workspace_id=workspace_id,
            customer_id=customer.id,
            name=customer.name,
            email=customer.email,
            phone=customer.phone,
            language=customer.language,
        ),
    )
    return customer
