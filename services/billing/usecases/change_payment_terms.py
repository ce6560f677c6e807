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
    tips: bool | None = None,
    tips_on_deposits: bool | None = None,
    parts: bool | None = None,
) -> PaymentTerms:
    """What is None stays as it is; raises `InvalidTerms`. What has been sent, or paid, stays so."""
    terms = session.merge(terms_of(session, workspace_id))
    if reminders is not None:
        terms.remind_on(reminders)
    for name, chosen in {"tips": tips, "tips_on_deposits": tips_on_deposits, "parts": parts}.items():
        if chosen is not None:
            setattr(terms, name, chosen)
    return terms
