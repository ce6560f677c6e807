"""Payments."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from services.billing.domain.checkout import Checkout
from services.billing.domain.checkout_states import LIVE
from services.billing.domain.invoice import Invoice
from services.billing.queries.invoices import lock_invoice
from shared.database.session import Session


def checkout_of(session: Session, workspace_id: UUID, checkout_id: UUID) -> Checkout:
    """The payment; raises `sqlalchemy.exc.NoResultFound`, which says that whoever asks made the id up."""
    mine = Checkout.workspace_id == workspace_id, Checkout.id == checkout_id
    return session.scalars(select(Checkout).where(*mine)).one()


def lock_payment(session: Session, workspace_id: UUID, checkout_id: UUID) -> tuple[Invoice, Checkout]:
    """The payment with its invoice, which is the one that is held: all its payments change one after the other."""
    mine = Checkout.workspace_id == workspace_id, Checkout.id == checkout_id
    invoice_id = session.scalars(select(Checkout.invoice_id).where(*mine)).one()
    invoice = lock_invoice(session, workspace_id, invoice_id)
    return invoice, session.scalars(select(Checkout).where(*mine)).one()


def live_checkout(session: Session, workspace_id: UUID, invoice_id: UUID) -> Checkout | None:
    """The one payment of the invoice that could still bring money."""
    mine = Checkout.workspace_id == workspace_id, Checkout.invoice_id == invoice_id
    return session.scalars(select(Checkout).where(*mine, Checkout.status.in_(LIVE))).one_or_none()


def is_in_doubt(session: Session, workspace_id: UUID, invoice_id: UUID) -> bool:
    """Whether a payment of the invoice is parked until a person has looked at it."""
    mine = Checkout.workspace_id == workspace_id, Checkout.invoice_id == invoice_id
    return session.scalars(select(Checkout.id).where(*mine, Checkout.status == "mismatch")).first() is not None


def checkouts_in_doubt(session: Session, workspace_id: UUID) -> list[Checkout]:
    """The payments that are parked until a person has looked at them."""
    mine = Checkout.workspace_id == workspace_id, Checkout.status == "mismatch"
    return list(session.scalars(select(Checkout).where(*mine)))


def last_attempt(session: Session, workspace_id: UUID, invoice_id: UUID) -> int:
    """How often somebody has begun to pay the invoice."""
    mine = Checkout.workspace_id == workspace_id, Checkout.invoice_id == invoice_id
    return session.scalar(select(func.max(Checkout.attempt)).where(*mine)) or 0


def checkouts_of(session: Session, workspace_id: UUID, invoice_ids: Collection[UUID]) -> dict[UUID, list[Checkout]]:
    """The payments of each of the invoices, newest first."""
    mine = Checkout.workspace_id == workspace_id, Checkout.invoice_id.in_(invoice_ids)
    found: dict[UUID, list[Checkout]] = {invoice_id: [] for invoice_id in invoice_ids}
    for checkout in session.scalars(select(Checkout).where(*mine).order_by(Checkout.attempt.desc())):
        found[checkout.invoice_id].append(checkout)
    return found


def checkout_by_session(session: Session, workspace_id: UUID, session_id: str) -> Checkout | None:
    """The payment that was made on that page of Stripe's."""
    mine = Checkout.workspace_id == workspace_id, Checkout.session_id == session_id
    return session.scalars(select(Checkout).where(*mine)).one_or_none()


def checkout_of_session(session: Session, account: str, session_id: str, reference: str | None) -> Checkout | None:
    """The payment, of all workspaces', that a session of the account belongs to: a webhook names no workspace.

    One whose session is not known yet, since the process that opened it has not come back, is found by `reference`.
    """
    on_account = select(Checkout).where(Checkout.stripe_account_id == account)
    known = session.scalars(on_account.where(Checkout.session_id == session_id)).one_or_none()
    return known or _referred(session, on_account.where(Checkout.session_id.is_(None)), reference)


def checkout_of_intent(session: Session, account: str, intent: str, reference: str | None) -> Checkout | None:
    """The payment, of all workspaces', that a payment intent of the account belongs to; by `reference` where not known yet."""
    on_account = select(Checkout).where(Checkout.stripe_account_id == account)
    known = session.scalars(on_account.where(Checkout.payment_intent == intent)).one_or_none()
    return known or _referred(session, on_account.where(Checkout.payment_intent.is_(None)), reference)


def _referred(session: Session, unknown_yet: Select[Checkout], reference: str | None) -> Checkout | None:
    try:
        referred = UUID(reference or "")
    except ValueError:
        return None
    return session.scalars(unknown_yet.where(Checkout.id == referred)).one_or_none()


def under_way_on(session: Session, workspace_id: UUID, account: str) -> list[Checkout]:
    """The workspace's payments on the account that could still bring money, or whose money is on its way back."""
    mine = Checkout.workspace_id == workspace_id, Checkout.stripe_account_id == account
    return list(session.scalars(select(Checkout).where(*mine, Checkout.status.in_([*LIVE, "refund_due"]))))


def due_checkouts(session: Session, now: datetime, limit: int) -> list[Checkout]:
    """Payments of all workspaces that Stripe is to be asked about; two sweeps at once get different ones."""
    due = select(Checkout).where(Checkout.next_check_at <= now).order_by(Checkout.next_check_at).limit(limit)
    return list(session.scalars(due.with_for_update(skip_locked=True)))
