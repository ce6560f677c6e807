"""A tab of the portal at which something is looked up: an email address or phone number in, the same words out.

It shows no record, whoever looks. The links go to the address on file, where there is anything to be found.
"""

from dataclasses import dataclass

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.contact import Contact, read_contact
from services.portal.domain.errors import ChannelUnavailable, InvalidContact, InvalidText
from services.portal.pages.answers import later, page, shell
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.lookups import admit
from services.portal.pages.opened import Door, door_of_tab, nonce_of
from services.portal.pages.profiles import Profile
from services.portal.pages.quote_forms import Answers
from services.portal.pages.views import ConfirmPage, FieldError, LookupPage, LookupSentPage, LookupWords, Row
from services.portal.usecases.request_proposal_lookup import request_proposal_lookup
from shared.errors import TooMany
from shared.words import say

_NEITHER = FieldError(
    field="contact",
    message=say("Enter an email address, such as pat@example.com, or a phone number with its area code."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupTab:
    """Where below the portal it is, its words, and the type of records it is about, if it is about one type."""

    place: str
    words: LookupWords
    record_type: str | None = None

    def door(self, profile: Profile) -> Door:
        return door_of_tab(profile, self.place)


def lookup_form(
    request: Request,
    profile: Profile,
    tab: LookupTab,
    *,
    status: int = 200,
    contact: str = "",
    errors: list[FieldError] | None = None,
    away: bool = False,
) -> Response:
    """The form, the same for everybody."""
    door = tab.door(profile)
    content = LookupPage(
        shell=shell(request),
        words=tab.words,
        nonce=nonce_of(request, door),
        action=door.base,
        contact=contact,
        errors=errors or (),
        away=away,
    )
    return page("customer/lookup.html", content, status=status)


async def looked_up(request: Request, profile: Profile, tab: LookupTab) -> Response:
    """Has the links sent, where there are any; the answer never tells."""
    answers = Answers(await request.form())
    typed = answers.text("contact")
    try:
        contact = read_contact(typed, region=profile.region, field="contact")
    except (InvalidContact, InvalidText):
        return lookup_form(request, profile, tab, status=422, contact=typed, errors=[_NEITHER])
    if not is_person(request, tab.door(profile), answers.form):
        return _confirm(request, profile, tab, answers)
    try:
        if await admit(request, profile, contact):
            await run_in_threadpool(_request, request, profile, tab, contact)
    except ChannelUnavailable as away:
        return later(lookup_form(request, profile, tab, status=503, away=True), away)
    except TooMany as often:
        told = [FieldError(field="contact", message=often.message)]
        return later(lookup_form(request, profile, tab, status=429, contact=typed, errors=told), often)
    again_url = tab.door(profile).base
    return page("customer/lookup_sent.html", LookupSentPage(shell=shell(request), words=tab.words, again_url=again_url))


def _confirm(request: Request, profile: Profile, tab: LookupTab, answers: Answers) -> Response:
    door = tab.door(profile)
    content = ConfirmPage(
        shell=shell(request),
        title=tab.words.question,
        sentence=tab.words.about_to,
        action=door.base,
        button=tab.words.button,
        back_url=door.base,
        rows=[Row(label=say("For"), value=answers.text("contact"))],
        fields=question_fields(request, door, answers.form),
        again=was_asked(answers.form),
    )
    return page("customer/confirm.html", content)


def _request(request: Request, profile: Profile, tab: LookupTab, contact: Contact) -> None:
    with request.app.state.context.database.begin() as session:
        request_proposal_lookup(
            session, workspace_id=profile.workspace_id, contact=contact, record_type=tab.record_type
        )
