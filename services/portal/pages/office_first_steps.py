"""The first steps of a new business: a list on the dashboard, and the proposal that it sends itself at one press."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import quotes_first_steps
from services.portal.domain.first_steps import OwnFacts, StepName, is_over, steps
from services.portal.domain.sample_proposal import TITLE, sample_proposal
from services.portal.domain.staff import Staff
from services.portal.pages.answers import see
from services.portal.pages.first_steps_views import FirstSteps, StepLine
from services.portal.pages.office_sessions import EditingOfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.tabs import chosen_by
from services.portal.pages.views import Link
from services.portal.queries.first_steps import own_facts
from services.portal.queries.workspaces import get_workspace
from services.portal.usecases.dismiss_first_steps import dismiss_first_steps
from shared.words import say, tell

router = APIRouter(include_in_schema=False, prefix="/office/first-steps")

_RECORDS = "/office/estimates"
_SAMPLE = "/office/first-steps/sample"
_ABOUT: dict[StepName, tuple[str, str, Link]] = {
    "brand": (
        say("Your logo and colour"),
        say("They dress your portal, your mails and your PDFs."),
        Link(name=say("Add your brand"), url="/office/settings/brands"),
    ),
    "services": (
        say("What you offer"),
        say("Customers choose from it when they ask you for an estimate."),
        Link(name=say("Name your services"), url="/office/settings/services"),
    ),
    "google": (
        say("Your Google review link"),
        say("Happy customers are invited to say so where others read it."),
        Link(name=say("Enter the link"), url="/office/settings/account#google_review_url"),
    ),
    "payments": (
        say("Getting paid online"),
        say("Deposits and invoices are paid by card or bank, to your own Stripe account."),
        Link(name=say("Connect Stripe"), url="/office/settings/billing"),
    ),
    "customer": (
        say("Your first customer"),
        say("The last step makes one of you, if you have nobody else in mind."),
        Link(name=say("Add a customer"), url="/office/customers/new"),
    ),
    "proposal": (
        say("Send yourself a proposal"),
        say("A sample to look at, change and send to your own address, so that you see what your customers get."),
        Link(name=say("Write one of your own"), url="/office/estimates/new"),
    ),
}


@router.post("/dismiss")
async def dismiss(request: Request, staff: EditingOfficeDep) -> Response:
    """Shows the list no more."""

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            dismiss_first_steps(session, workspace_id=staff.workspace_id, dismissed=True)

    await run_in_threadpool(run)
    return see("/office")


@router.post("/sample")
async def sample(request: Request, staff: EditingOfficeDep) -> Response:
    """Makes a customer of whoever presses and a proposal for them, and opens it ready to be sent."""
    conventions = await run_in_threadpool(_conventions, request, staff)
    chosen = await chosen_by(request, staff.workspace_id)

    def proposal(customer_id: str) -> dict[str, Any]:
        return sample_proposal(customer_id=customer_id, with_deposit=chosen.takes_payments, **conventions)

    person = {"name": staff.name, "email": staff.email}
    client, caller = services(request).quotes, caller_of(request, staff)
    _, estimate_id = await quotes_first_steps.make_sample(client, caller, person, proposal)
    return see(f"{_RECORDS}/{estimate_id}?send#send")


async def first_steps(request: Request, staff: Staff, *, asked: bool) -> FirstSteps | None:
    """The list, for whoever may take the steps; unless it is `asked` for, None once all are done or it was put away."""
    if not may_edit(staff):
        return None
    own = await run_in_threadpool(_own, request, staff)
    if own.dismissed and not asked:
        return None
    title = tell(TITLE, (await run_in_threadpool(_conventions, request, staff))["locale"])
    known = await quotes_first_steps.facts(services(request).quotes, caller_of(request, staff), title)
    found = steps(own, customer=known.customer, proposal=known.proposal)
    if is_over(found) and not asked:
        return None
    lines = [_line(step.name, step.done, known.sample_id) for step in found]
    return FirstSteps(lines=lines, dismiss_action=None if own.dismissed else "/office/first-steps/dismiss")


def _line(name: StepName, done: bool | None, sample_id: str | None) -> StepLine:  # noqa: FBT001 - as domain tells it
    title, about, way = _ABOUT[name]
    if name != "proposal" or done is not False:
        return StepLine(title=title, about=about, done=done, ways=[way] if done is False else ())
    if sample_id is None:
        return StepLine(title=title, about=about, done=done, ways=[way], sample_action=_SAMPLE)
    record = f"{_RECORDS}/{sample_id}"
    ways = [
        Link(name=say("Send the sample"), url=f"{record}?send#send"),
        Link(name=say("See it as your customer does"), url=f"{record}/preview"),
        Link(name=say("Change it"), url=f"{record}/edit"),
    ]
    return StepLine(title=title, about=about, done=done, ways=ways)


def _own(request: Request, staff: Staff) -> OwnFacts:
    with request.app.state.context.database.read() as session:
        return own_facts(session, staff.workspace_id)


def _conventions(request: Request, staff: Staff) -> dict[str, str]:
    with request.app.state.context.database.read() as session:
        workspace = get_workspace(session, staff.workspace_id)
        return {"currency": workspace.currency, "locale": workspace.locale}
