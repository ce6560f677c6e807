"""Change how a workspace wants to be paid."""

from collections.abc import Sequence
from uuid import UUID

from services.billing.domain.payment_terms import PaymentTerms
from services.billing.queries.payment_terms import terms_of
from shared.database.session import Session


def change_payment_terms(
    session: Session,
    *,
    workspace_id: UUID,
    reminders: Sequence[int] | None = None,
) -> PaymentTerms:
    """What is None stays as it is; raises `InvalidTerms`. What has been sent, or paid, stays so."""
    terms = session.merge(terms_of(session, workspace_id))
    if reminders is not None:
        terms.remind_on(reminders)
    return terms
