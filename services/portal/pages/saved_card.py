"""A customer's saved card: charged by itself or not, and removed, at the press of a button on the page of an invoice."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import billing_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import page, see, shell
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.deposit import NOT_THEIRS_TO_PAY
from services.portal.pages.links import answering
from services.portal.pages.opened import Door, DoorDep, services
from services.portal.pages.payment import holder_at
from services.portal.pages.views import ConfirmPage
from shared.errors import Forbidden
from shared.web.caller import Caller
from shared.words import say

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked before it takes effect, where no script tells a person of it."""

    title: str
    sentence: str
    button: str


_CHOICES = {
    "autopay_on": Choice(
        say("Pay by itself from now on?"),
        say("Your saved card is charged on the day an invoice is due. You can switch this off at any time."),
        say("Yes, pay by itself"),
    ),
    "autopay_off": Choice(
        say("Stop paying by itself?"),
        say("Nothing is charged to your card any more, until you pay or agree again."),
        say("Yes, stop"),
    ),
    "remove": Choice(
        say("Remove your card?"),
        say("Stripe forgets it, and nothing is charged to it any more."),
        say("Yes, remove it"),
    ),
}


@answering(router, "/card")
async def choose(request: Request, door: DoorDep) -> Response:
    """Has it so, and shows the invoice again; a POST that no page of ours stands behind only asks."""
    form = await request.form()
    who, may_pay = await holder_at(request, door)
    if not may_pay:
        raise Forbidden(NOT_THEIRS_TO_PAY)
    return await take_choice(request, door, who, form, meant=is_person(request, door, form))


async def take_choice(request: Request, door: Door, who: Caller, form: FormData, *, meant: bool) -> Response:
    """What the form chooses for the card of `who`, or where it is not `meant` the question whether it is."""
    name = str(form.get("choice") or "")
    choice, here = _CHOICES.get(name), f"{door.base}/payment"
    if choice is None:
        return see(here)
    if not meant:
        content = ConfirmPage(
            shell=shell(request),
            title=choice.title,
            sentence=choice.sentence,
            action=f"{door.base}/card",
            button=choice.button,
            back_url=here,
            fields=question_fields(request, door, form),
            again=was_asked(form),
        )
        return page("customer/confirm.html", content)
    try:
        await billing_client.choose_about_card(services(request).billing, who, name)
    except Refused as refused:
        if refused.reason != "no_saved_card":
            raise
    return see(f"{here}#card")
