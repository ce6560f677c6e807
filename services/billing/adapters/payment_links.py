"""Signed links that open one invoice, without any log-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.billing.domain.invoice import Invoice
from services.billing.domain.workspace import DEFAULT_LINK_DAYS, Workspace
from shared.links import LinkExpired, LinkNotValid, SignedLink, issued_after, open_link, sign_link
from shared.tokens import KeyRing

PURPOSE = "payment"


@dataclass(frozen=True, slots=True)
class PaymentLinks:
    """Makes and opens links. Without secrets it makes and opens none; a workspace's own site stands in for `public_url`."""

    ring: KeyRing
    public_url: str | None

    def link(self, workspace: Workspace | None, invoice: Invoice, now: datetime) -> str | None:
        """The address where a customer sees the invoice, or None where there is no secret or no address."""
        base = self.public_url or (workspace.public_site_url if workspace else None)
        if not base or not self.ring.can_sign:
            return None
        days = workspace.link_days if workspace else DEFAULT_LINK_DAYS
        issued = issued_after(invoice.links_void_before, now)
        opened = SignedLink(PURPOSE, invoice.workspace_id, invoice.id, issued_at=issued)
        return f"{base.rstrip('/')}/l/{sign_link(self.ring, opened, now + timedelta(days=days))}"

    def open(self, token: str) -> SignedLink:
        """What the link names; raises `LinkNotValid` or `LinkExpired`. Whether it was revoked, queries tell."""
        opened = open_link(self.ring, token)
        if opened.purpose != PURPOSE:
            raise LinkNotValid("This link does not open an invoice. Use the newest email.")
        return opened

    def open_once_valid(self, token: str) -> SignedLink:
        """What the link names or named before it expired; raises `LinkNotValid`."""
        try:
            return self.open(token)
        except LinkExpired as expired:
            return expired.link
