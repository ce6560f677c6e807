"""What a customer is called by and spoken to in."""

from uuid import UUID

from services.billing.queries.customers import customer_of
from services.billing.queries.workspaces import workspace_of
from shared.database.session import Session


def spoken_to(session: Session, workspace_id: UUID, customer_id: UUID) -> tuple[str, str]:
    """The name of the business that speaks, and the language: the customer's own, or else the business's."""
    workspace, customer = workspace_of(session, workspace_id), customer_of(session, workspace_id, customer_id)
    business = (workspace.company_name if workspace else None) or "the business"
    own = customer.language if customer else ""
    return business, own or (workspace.locale if workspace else None) or "en-US"
