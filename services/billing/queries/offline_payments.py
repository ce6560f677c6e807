"""Money that has not come through Stripe."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.offline_payment import OfflinePayment
from shared.database.session import Session


def offline_payments_of(
    session: Session, workspace_id: UUID, invoice_ids: Collection[UUID]
) -> Sequence[OfflinePayment]:
    """The payments of the invoices, oldest first."""
    mine = OfflinePayment.workspace_id == workspace_id, OfflinePayment.invoice_id.in_(invoice_ids)
    return session.scalars(select(OfflinePayment).where(*mine).order_by(OfflinePayment.id)).all()
