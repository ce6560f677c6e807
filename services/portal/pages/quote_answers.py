"""What a customer answers to an estimate: yes with a signature, no with a reason, or a question.

A form takes effect only from a browser, with the nonce of a page that a person has touched; without it (no script, or a
mail scanner that posts what it finds) a page asks for confirmation first, and nothing has changed by then. Programs that
say what they are never get past that page, and others hardly: `confirming` tells how.
"""

from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.browser import visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.links import answering
from services.portal.pages.opened import Door, DoorDep, Opened, open_quote, services
from services.portal.pages.quote import quote_page
from services.portal.pages.quote_document import plan_of, sells_plans_only
from services.portal.pages.quote_forms import (
    Answers,
    acceptance_of,
    decline_errors,
    note_errors,
    refusal_of,
    refused_fields,
    same_name,
    signing_errors,
)
from services.portal.pages.quote_kinds import kind_within
from services.portal.pages.quote_views import AWAITS_ANSWER, DECLINE_REASONS
from services.portal.pages.views import ConfirmPage, FieldError, Row
from shared.money import Money
from shared.words import say

router = APIRouter(include_in_schema=False)

_CORRECTABLE = {409, 422, 429}


@answering(router, "/accept")
async def accept(request: Request, door: DoorDep) -> Response:
    """Signs, once; then the confirmation."""
    answers = Answers(await request.form())
    if errors := signing_errors(answers):
        return await correct(request, door, answers, errors)
    if not _is_meant(request, door, answers):
        return await _confirm_acceptance(request, door, answers)
    try:
        first = await quotes_client.accept(
            services(request).quotes, door.token, visitor(request), acceptance_of(answers)
        )
    except Refused as refused:
        return await tell(request, door, answers, refused)
    return see(f"{door.base}/accepted") if first else await _accepted_before(request, door, answers)


@answering(router, "/decline")
async def decline(request: Request, door: DoorDep) -> Response:
    """Says no."""
    answers = Answers(await request.form())
    if errors := decline_errors(answers):
        return await correct(request, door, answers, errors)
    if not _is_meant(request, door, answers):
        return await _confirm_decline(request, door, answers)
    try:
        await quotes_client.decline(services(request).quotes, door.token, visitor(request), refusal_of(answers))
    except Refused as refused:
        return await tell(request, door, answers, refused)
    return see(door.base)


@answering(router, "/notes")
async def add_note(request: Request, door: DoorDep) -> Response:
    """Leaves a question, or asks for changes."""
    answers = Answers(await request.form())
    if errors := note_errors(answers):
        return await correct(request, door, answers, errors)
    if not _is_meant(request, door, answers):
        return await _confirm_note(request, door, answers)
    text, changes = answers.text("note_text"), answers.text("change_request") == "yes"
    try:
        await quotes_client.add_note(
            services(request).quotes, door.token, visitor(request), text, request_changes=changes
        )
    except Refused as refused:
        return await tell(request, door, answers, refused)
    return see(f"{door.base}?sent=1")


def _is_meant(request: Request, door: Door, answers: Answers) -> bool:
    return is_person(request, door, answers.form)


async def correct(request: Request, door: Door, answers: Answers, errors: Sequence[FieldError]) -> Response:
    """The page again, with what is missing; what was typed is kept."""
    opened = await open_quote(request, door, answers.choice)
    return await quote_page(request, opened, status=422, errors=errors, form=answers.kept())


async def tell(request: Request, door: Door, answers: Answers, refused: Refused) -> Response:
    """The page again, as it is now, with what stands in the way; what was typed is kept."""
    if refused.status not in _CORRECTABLE:
        raise refused
    if refused.reason == "stale_version":
        return await _changed(request, await open_quote(request, door), answers)
    opened = await open_quote(request, door, answers.choice)
    errors = refused_fields(refused)
    return later(await quote_page(request, opened, status=refused.status, errors=errors, form=answers.kept()), refused)


async def _changed(request: Request, opened: Opened, answers: Answers) -> Response:
    """The version that is current now, to be read before anything is signed: only the name is kept."""
    return await quote_page(request, opened, status=409, changed=True, form=answers.kept("signer_name"))


async def _accepted_before(request: Request, door: Door, answers: Answers) -> Response:
    """The confirmation for whoever signs once more; anybody else is told who has signed instead of them."""
    opened = await open_quote(request, door)
    acceptance = opened.quote["acceptance"]
    if acceptance is None or same_name(acceptance["signer_name"], answers.text("signer_name")):
        return see(f"{door.base}/accepted")
    return await quote_page(request, opened, status=409, signed_by_another=True)


async def _confirm_acceptance(request: Request, door: Door, answers: Answers) -> Response:
    opened = await open_quote(request, door, answers.choice)
    quote = opened.quote
    if quote["acceptance"] is not None:
        return await _accepted_before(request, door, answers)
    if answers.version != quote["version"]:
        return await _changed(request, opened, answers)
    if quote["status"] not in AWAITS_ANSWER:
        return await quote_page(request, opened, status=409)
    return _ask(
        request,
        opened,
        answers,
        what="accept",
        title=say("Accept this {kind}?", kind=kind_within(quote["kind"])),
        sentence=say("You are about to accept and sign “{title}”.", title=quote["document"]["title"]),
        button=say("Accept and sign"),
        rows=[*_agreed(opened), Row(label=say("Signed by"), value=answers.text("signer_name"))],
    )


def _agreed(opened: Opened) -> Iterator[Row]:
    """What is about to be agreed on, and what it costs."""
    quote = opened.quote
    document, selection = quote["document"], quote["selection"]

    def money(minor: int) -> str:
        return Money(minor, document["currency"]).format(opened.profile.locale)

    option = next((one for one in document["options"] if one["id"] == selection["option_id"]), None)
    if option:
        yield Row(label=say("Package"), value=option["name"])
    plan = plan_of(quote)
    if plan:
        yield Row(
            label=say("Maintenance plan"),
            value=say(
                "{name}, {price_per_visit} per visit", name=plan["name"], price_per_visit=money(plan["price_per_visit"])
            ),
        )
    if not sells_plans_only(document):
        yield Row(label=say("Total"), value=money(selection["totals"]["total"]))
    if selection["totals"]["deposit_due"]:
        yield Row(label=say("Deposit due now"), value=money(selection["totals"]["deposit_due"]))


async def _confirm_decline(request: Request, door: Door, answers: Answers) -> Response:
    opened = await open_quote(request, door)
    if answers.version not in {0, opened.quote["version"]}:
        return await _changed(request, opened, answers)
    kind = kind_within(opened.quote["kind"])
    return _ask(
        request,
        opened,
        answers,
        what="decline",
        title=say("Decline this {kind}?", kind=kind),
        sentence=say("You are about to decline “{title}”.", title=opened.quote["document"]["title"]),
        button=say("Decline"),
        rows=[Row(label=say("Reason"), value=DECLINE_REASONS[answers.text("reason")])],
        grave=True,
    )


async def _confirm_note(request: Request, door: Door, answers: Answers) -> Response:
    opened = await open_quote(request, door)
    return _ask(
        request,
        opened,
        answers,
        what="notes",
        title=say("Send this message?"),
        sentence=say("It goes to {company}.", company=opened.profile.business.name),
        button=say("Send message"),
        rows=[Row(label=say("Message"), value=answers.text("note_text"))],
    )


def _ask(
    request: Request,
    opened: Opened,
    answers: Answers,
    *,
    what: str,
    title: str,
    sentence: str,
    button: str,
    rows: Sequence[Row],
    grave: bool = False,
) -> Response:
    content = ConfirmPage(
        shell=shell(request),
        title=title,
        sentence=sentence,
        action=f"{opened.door.base}/{what}",
        button=button,
        back_url=opened.door.base,
        rows=rows,
        fields=question_fields(request, opened.door, answers.form),
        again=was_asked(answers.form),
        grave=grave,
    )
    return page("customer/confirm.html", content)
