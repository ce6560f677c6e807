"""Issue the link by which a customer reviews a job."""

from services.referrals.adapters.review_links import ReviewLinks
from services.referrals.domain.job import CompletedJob
from services.referrals.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import ReviewLinkIssued
from shared.messaging.outbox import publish


def issue_review_link(session: Session, *, job: CompletedJob, links: ReviewLinks, cause: str) -> None:
    """Tells of a fresh link; nothing happens where links are not set up."""
    link = links.link(get_workspace(session, job.workspace_id), job, utc_now())
    if link is None:
        return
    publish(
        session,
        ReviewLinkIssued(
            workspace_id=job.workspace_id,
            job_id=job.id,
            customer_id=job.customer_id,
            customer_name=job.customer_name,
            customer_email=job.customer_email,
            title=job.title,
            link=link,
            cause=cause,
        ),
    )
