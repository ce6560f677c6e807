"""Asking for another time than the one that a job is at. Like all forms of the page it takes effect for people only."""

from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import page, see, shell
from services.portal.pages.browser import visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.links import answering
from services.portal.pages.opened import Door, DoorDep, open_quote, services
from services.portal.pages.quote_answers import correct, tell
from services.portal.pages.quote_forms import Answers, days_of, wish_errors
from services.portal.pages.views import ConfirmPage, Row
from shared.words import say

router = APIRouter(include_in_schema=False)


@answering(router, "/appointment")
async def ask(request: Request, door: DoorDep) -> Response:
    """Asks the office for another time."""
    answers = Answers(await request.form())
    if errors := wish_errors(answers):
        return await correct(request, door, answers, errors)
    if not is_person(request, door, answers.form):
        return await _confirm(request, door, answers)
    days, note = days_of(answers), answers.text("day_note")
    try:
        await quotes_client.ask_for_another_time(services(request).quotes, door.token, visitor(request), days, note)
    except Refused as refused:
        return await tell(request, door, answers, refused)
    return see(f"{door.base}#appointment")


async def _confirm(request: Request, door: Door, answers: Answers) -> Response:
    opened = await open_quote(request, door)
    locale = opened.profile.locale.replace("-", "_")
    days = [format_date(date.fromisoformat(day), "full", locale=locale) for day in days_of(answers)]
    rows = [Row(label=say("It would suit you on"), value=" · ".join(days))]
    if answers.text("day_note"):
        rows.append(Row(label=say("Note"), value=answers.text("day_note")))
    content = ConfirmPage(
        shell=shell(request),
        title=say("Ask for another time?"),
        sentence=say(
            "It goes to {company}. Until you are answered the appointment stays as it is.",
            company=opened.profile.business.name,
        ),
        action=f"{door.base}/appointment",
        button=say("Ask for another time"),
        back_url=door.base,
        rows=rows,
        fields=question_fields(request, door, answers.form),
        again=was_asked(answers.form),
    )
    return page("customer/confirm.html", content)
