"""The first steps of a new business, as programs see them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StrictBool
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import quotes_first_steps
from services.portal.api.identity import EditorDep, StaffDep
from services.portal.domain.first_steps import OwnFacts, StepName, steps
from services.portal.domain.sample_proposal import TITLE, sample_proposal
from services.portal.pages.opened import services
from services.portal.queries.first_steps import own_facts
from services.portal.queries.staff import staff_of
from services.portal.queries.workspaces import get_workspace
from services.portal.usecases.dismiss_first_steps import dismiss_first_steps
from shared.web.caller import Member
from shared.web.unit_of_work import UnitOfWorkRoute, Writing
from shared.words import tell

router = APIRouter(prefix="/api/v1/settings/first-steps", route_class=UnitOfWorkRoute, tags=["settings"])


class StepOut(BaseModel):
    """One step; `done` is null while the service that knows it is away."""

    name: StepName
    done: bool | None


class FirstStepsOut(BaseModel):
    """The steps in order, told from what is there. `dismissed` says that the console does not show them."""

    dismissed: bool
    steps: list[StepOut]


class Dismissal(BaseModel):
    """Whether the console shows them no more."""

    model_config = ConfigDict(extra="forbid")

    dismissed: StrictBool


class Sample(BaseModel):
    """The proposal that was made of the sample, and the customer made of whoever calls."""

    customer_id: str
    estimate_id: str


@router.get("", name="read_first_steps")
async def read(request: Request, staff: StaffDep) -> FirstStepsOut:
    """How far the business is."""
    own, conventions, _ = await run_in_threadpool(_known, request, staff)
    title = tell(TITLE, conventions["locale"])
    known = await quotes_first_steps.facts(services(request).quotes, staff, title)
    found = steps(own, customer=known.customer, proposal=known.proposal)
    return FirstStepsOut(dismissed=own.dismissed, steps=[StepOut(name=one.name, done=one.done) for one in found])


@router.patch("", name="dismiss_first_steps", status_code=204)
def dismiss(staff: EditorDep, body: Dismissal, session: Writing) -> None:
    """Has the console show them no more, or again."""
    dismiss_first_steps(session, workspace_id=staff.workspace, dismissed=body.dismissed)


@router.post("/sample-proposal", name="make_sample_proposal", status_code=201)
async def sample(request: Request, staff: EditorDep) -> Sample:
    """Makes a customer of whoever calls and drafts the sample for them; called again it finds the draft there is."""
    own, conventions, person = await run_in_threadpool(_known, request, staff)

    def proposal(customer_id: str) -> dict[str, Any]:
        return sample_proposal(customer_id=customer_id, with_deposit=own.payments, **conventions)

    made = await quotes_first_steps.make_sample(services(request).quotes, staff, person, proposal)
    return Sample(customer_id=made[0], estimate_id=made[1])


def _known(request: Request, staff: Member) -> tuple[OwnFacts, dict[str, str], dict[str, str]]:
    """What is done, how the business writes, and who calls; a program is nobody who could be sent anything."""
    with request.app.state.context.database.read() as session:
        own, workspace = own_facts(session, staff.workspace), get_workspace(session, staff.workspace)
        conventions = {"currency": workspace.currency, "locale": workspace.locale}
        found = staff_of(session, staff.workspace, UUID(staff.actor_id))
        return own, conventions, {"name": found.name, "email": found.email} if found else {}
