"""Issue the link by which a completed job is reviewed."""

from uuid import UUID

from services.referrals.queries.jobs import job_of
from services.referrals.usecases.issue_review_link import issue_review_link
from shared.service import Context


def run(context: Context, *, workspace_id: str, job_id: str) -> None:
    """Run twice it issues two links, both of them good."""
    with context.database.begin() as session:
        job = job_of(session, UUID(workspace_id), UUID(job_id))
        issue_review_link(session, job=job, links=context.adapters.review_links, cause="completed")
