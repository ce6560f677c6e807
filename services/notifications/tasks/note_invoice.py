"""Note what is due of an invoice. Apart from what tells of it, which must not wait for a table to be there."""

from datetime import datetime
from uuid import UUID

from services.notifications.usecases.note_invoice import Due, note_invoice
from shared.service import Context


def run(
    context: Context,
    *,
    workspace_id: str,
    invoice_id: str,
    customer_id: str,
    currency: str,
    amount: int,
    at: str,
    link: str | None = None,
) -> None:
    """Run twice, or late, it comes to the same."""
    due = Due(UUID(invoice_id), UUID(customer_id), currency, amount, datetime.fromisoformat(at), link)
    with context.database.begin() as session:
        note_invoice(session, workspace_id=UUID(workspace_id), due=due)
