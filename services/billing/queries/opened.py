"""What a link to an invoice opens."""

from services.billing.domain.invoice import Invoice
from services.billing.domain.revoked_link import RevokedLink
from services.billing.queries.invoices import shown_invoice
from shared.database.session import Session
from shared.links import SignedLink


def open_invoice(session: Session, link: SignedLink) -> Invoice:
    """The invoice that `link`, which names its workspace, opens; raises `InvoiceNotFound` or `LinkRevoked`.

    The one way to anything of an invoice by a link of its own.
    """
    invoice = shown_invoice(session, link.workspace_id, link.record_id)
    invoice.check_not_revoked(link.issued_at, itself=is_revoked(session, link))
    return invoice


def is_revoked(session: Session, link: SignedLink) -> bool:
    """Whether `link`, which names its workspace, is revoked by itself."""
    return session.get(RevokedLink, link.link_id) is not None
