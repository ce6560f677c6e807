"""Revoke one link by which a job is reviewed."""

from datetime import datetime

from services.referrals.domain.job import RevokedLink
from services.referrals.queries.jobs import is_revoked, job_of
from shared.database.session import Session
from shared.links import SignedLink


def revoke_review_link(session: Session, *, link: SignedLink, now: datetime) -> None:
    """Has `link` open nothing any more; raises `JobNotFound`."""
    job = job_of(session, link.workspace_id, link.record_id)
    if not is_revoked(session, link):
        session.add(RevokedLink(link_id=link.link_id, workspace_id=link.workspace_id, job_id=job.id, revoked_at=now))
