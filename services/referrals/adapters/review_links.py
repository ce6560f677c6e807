"""Signed links that let one customer review one job, without any log-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.referrals.domain.job import CompletedJob
from services.referrals.domain.workspace import Workspace
from shared.links import LinkExpired, LinkNotValid, SignedLink, issued_after, open_link, sign_link
from shared.tokens import KeyRing

PURPOSE = "review"


@dataclass(frozen=True, slots=True)
class ReviewLinks:
    """Makes and opens links. Without secrets it makes and opens none; a workspace's own site stands in for `public_url`."""

    ring: KeyRing
    public_url: str | None

    def link(self, workspace: Workspace, job: CompletedJob, now: datetime) -> str | None:
        """The address where the customer reviews the job, or None where there is no secret or no address."""
        base = self.public_url or workspace.public_site_url
        if not base or not self.ring.can_sign:
            return None
        issued = issued_after(job.links_void_before, now)
        opened = SignedLink(PURPOSE, job.workspace_id, job.id, issued_at=issued)
        return f"{base.rstrip('/')}/l/{sign_link(self.ring, opened, now + timedelta(days=workspace.link_days))}"

    def open(self, token: str) -> SignedLink:
        """What the link names; raises `LinkNotValid` or `LinkExpired`. Whether it was revoked, queries tell."""
        opened = open_link(self.ring, token)
        if opened.purpose != PURPOSE:
            raise LinkNotValid("This link does not open a review. Use the newest email.")
        return opened

    def open_once_valid(self, token: str) -> SignedLink:
        """What the link names or named before it expired; raises `LinkNotValid`."""
        try:
            return self.open(token)
        except LinkExpired as expired:
            if expired.link.purpose != PURPOSE:
                raise LinkNotValid("This link does not open a review. Use the newest email.") from None
            return expired.link
