"""One business and the customers who may recommend it."""

from typing import Any
from uuid import UUID

from services.referrals.manifest import service
from shared.events.quotes import CustomerRegistered, JobCompleted
from shared.service import Context
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.support.business import (
    CUSTOMER,
    CUSTOMER_EMAIL,
    ESTIMATE,
    JOB,
    NOON,
    OWNER,
    WORKSPACE,
    bearer,
    workspace_created,
)
from tests.support.services import deliver, published, run_tasks

KIM = UUID("01920000-0000-7000-8000-000000000022")


def customer_registered(**changes: Any) -> CustomerRegistered:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "customer_id": CUSTOMER,
        "name": "Dana Fox",
        "email": CUSTOMER_EMAIL,
    }
    return CustomerRegistered(**facts | changes)


def job_completed(**changes: Any) -> JobCompleted:
    """The front lawn is done."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "job_id": JOB,
        "estimate_id": ESTIMATE,
        "customer_id": CUSTOMER,
        "completed_at": NOON,
        "title": "Front lawn renovation",
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
    }
    return JobCompleted(**facts | changes)


def review_link(context: Context, **changes: Any) -> str:
    """The token of the link by which the customer of a job that is done now reviews it."""
    deliver(context, job_completed(**changes))
    run_tasks(context)
    return str(published(context, "ReviewLinkIssued")[-1]["data"]["link"]).rpartition("/")[2]


def visitor(workspace_id: UUID | None = WORKSPACE) -> dict[str, str]:
    """The headers of a request by nobody known, in a portal."""
    return bearer("referrals", Caller("anonymous", workspace_id))


def open_business(open_service: OpenService, *, site: str | None = None, **environment: str) -> Context:
    """The service at work, knowing Bright Lawn & Paving and its customer Dana Fox."""
    context = open_service(service, **environment)
    deliver(context, workspace_created(public_site_url=site))
    deliver(context, customer_registered())
    return context


def staff(role: str = "owner", workspace_id: UUID = WORKSPACE) -> dict[str, str]:
    """The headers of a request by a member of the office."""
    return bearer("referrals", Caller("staff", workspace_id, actor_id=str(OWNER), role=role))
