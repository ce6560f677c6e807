"""The terms of workspaces."""

from uuid import UUID

from sqlalchemy import select

from services.billing.domain.payment_terms import PaymentTerms
from shared.database.session import Session


def terms_of(session: Session, workspace_id: UUID) -> PaymentTerms:
    """What the workspace has chosen, or what is usual; a row that is not there is not added."""
    found = session.scalars(select(PaymentTerms).where(PaymentTerms.workspace_id == workspace_id)).one_or_none()
    return found or PaymentTerms(workspace_id=workspace_id)
