"""The Pay tab: what is outstanding for an email address or an invoice number, and the way to pay it.

It shows of a record what is owed and by when, and nothing else. In strict privacy it shows nothing at all, and has links
sent to the address on file.
"""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import billing_client, billing_lookups
from services.portal.domain.errors import ChannelUnavailable, InvalidContact, InvalidText
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.domain.payer import Payer, read_payer
from services.portal.domain.portal_settings import STRICT
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.browser import own_url, visitor
from services.portal.pages.checkout import leave
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.invoice_states import how_to_pay
from services.portal.pages.lookups import admit
from services.portal.pages.opened import Door, door_of_tab, nonce_of, payer, services, settings
from services.portal.pages.pay_views import OwedInvoice, PaidPage, PayPage
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import at_tab, chosen_by
from services.portal.pages.views import ConfirmPage, FieldError, LookupSentPage, LookupWords
from shared.clock import utc_now
from shared.errors import NotFound, TooMany
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_FEATURE = "invoice_payments"
_NEITHER = FieldError(
    field="known",
    message=say("Enter an email address, such as pat@example.com, or the number of an invoice, such as INV-1001."),
)
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a form takes effect that no script tells a person of; `place` is below the tab."""

    title: str
    sentence: str
    button: str
    place: str = ""


_LOOKING = Question(
    say("Look up what is open?"), say("We email links to all that is open for you."), say("Email me my links")
)
_PAYING = Question(
    say("Go on to payment?"),
    say("You are about to open the secure page of our payment provider. You see the amount there once more."),
    say("Go on to payment"),
    "/checkout",
)
_SENT = LookupWords(
    title=say("Your invoices"),
    heading=say("Pay an invoice"),
    sentence="",
    button=say("Find my invoices"),
    question=say("Look up what is open?"),
    about_to=say("We look up what is open for you."),
    done=say(
        "If something is open for you, a message with your links is on its way to the email address we have on file."
    ),
)


@router.api_route("/portal/{slug}/pay", methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The form. It shows no record, whoever looks."""
    return await _form(request, await at_tab(request, slug, _FEATURE))


@router.post("/portal/{slug}/pay")
async def look_up(request: Request, slug: str) -> Response:
    """Shows what is outstanding, or in strict privacy has it sent; where there is nothing, all look the same."""
    profile = await at_tab(request, slug, _FEATURE)
    form = await request.form()
    typed = str(form.get("known") or "")
    try:
        known = read_payer(typed, field="known")
    except (InvalidContact, InvalidText):
        return await _form(request, profile, status=422, typed=typed, errors=[_NEITHER])
    try:
        return await _looked_up(request, profile, form, known, typed)
    except ChannelUnavailable as away:
        return later(await _form(request, profile, status=503, typed=typed, away=True), away)
    except TooMany as often:
        told = [FieldError(field="known", message=often.message)]
        return later(await _form(request, profile, status=429, typed=typed, errors=told), often)


async def _looked_up(request: Request, profile: Profile, form: FormData, known: Payer, typed: str) -> Response:
    strict = await _is_strict(request, profile)
    if strict and not is_person(request, door_of(profile), form):
        return _ask(request, profile, form, _LOOKING)
    admitted = await admit(request, profile, known, sends=strict)
    if strict:
        if admitted:
            await _send(request, profile, known)
        sent = LookupSentPage(shell=shell(request), words=_SENT, again_url=profile_action(profile))
        return page("customer/lookup_sent.html", sent)
    if not admitted:
        raise TooMany(say("That was looked up too often. Please try again in an hour."), retry_after=_HOUR)
    return await _form(request, profile, typed=typed, found=await _owed(request, profile, known))


@router.post("/portal/{slug}/pay/checkout")
async def checkout(request: Request, slug: str) -> Response:
    """To the hosted checkout of an invoice that was found here; a POST that no page of ours stands behind only asks."""
    profile = await at_tab(request, slug, _FEATURE)
    form = await request.form()
    invoice_id = _found_here(request, profile, form)
    if not is_person(request, door_of(profile), form):
        return _ask(request, profile, form, _PAYING)
    who = payer(request, profile.workspace_id, f"invoice:{invoice_id}")
    return_url = f"{own_url(request)}{profile_action(profile)}/return"
    opened = await billing_client.open_checkout(services(request).billing, who, return_url)
    return leave(request, opened["checkout_url"])


@router.api_route("/portal/{slug}/pay/return", methods=LOOK)
async def come_back(request: Request, slug: str, session_id: str | None = None) -> Response:
    """How the payment went, also when Stripe's own word is late."""
    profile = await at_tab(request, slug, _FEATURE)
    here = profile_action(profile)
    if not session_id or "cancelled" in request.query_params:
        return see(here)
    billing = services(request).billing
    found = await billing_lookups.status(billing, visitor(request), profile.workspace_id, session_id)
    content = PaidPage(
        shell=shell(request),
        state=found["state"],
        number=found["number"],
        amount=found["amount"],
        currency=found["currency"],
        pay_url=here,
        watch=found["state"] == "open",
    )
    return page("customer/pay_return.html", content)


def door_of(profile: Profile) -> Door:
    return door_of_tab(profile, "pay", pays=True)


def profile_action(profile: Profile) -> str:
    return f"{profile.business.home_url}/pay"


async def _is_strict(request: Request, profile: Profile) -> bool:
    return (await chosen_by(request, profile.workspace_id)).privacy == STRICT


async def _owed(request: Request, profile: Profile, known: Payer) -> list[OwedInvoice]:
    billing = services(request).billing
    items = await billing_lookups.outstanding(billing, visitor(request), profile.workspace_id, known.to_json())
    return [
        OwedInvoice(
            invoice_id=item["invoice_id"],
            ticket=page_nonce(_secret(request), _ticket(profile, item["invoice_id"]), utc_now()),
            number=item["number"],
            amount_due=item["amount_due"],
            currency=item["currency"],
            due_on=item["due_on"],
            how_to_pay=None if item["payable"] else how_to_pay(item) or say("A payment of it is under way."),
        )
        for item in items
    ]


async def _send(request: Request, profile: Profile, known: Payer) -> None:
    billing = services(request).billing
    await billing_lookups.send_links(billing, visitor(request), profile.workspace_id, known.to_json())


async def _form(
    request: Request,
    profile: Profile,
    *,
    status: int = 200,
    typed: str = "",
    found: list[OwedInvoice] | None = None,
    errors: list[FieldError] | None = None,
    away: bool = False,
) -> Response:
    here = profile_action(profile)
    content = PayPage(
        shell=shell(request),
        nonce=nonce_of(request, door_of(profile)),
        action=here,
        checkout_action=f"{here}/checkout",
        strict=await _is_strict(request, profile),
        typed=typed,
        found=found,
        errors=errors or (),
        away=away,
    )
    targets = settings(request).checkout_hosts if found else ()
    return page("customer/pay.html", content, status=status, form_targets=targets)


def _ask(request: Request, profile: Profile, form: FormData, question: Question) -> Response:
    content = ConfirmPage(
        shell=shell(request),
        title=question.title,
        sentence=question.sentence,
        action=f"{profile_action(profile)}{question.place}",
        button=question.button,
        back_url=profile_action(profile),
        fields=question_fields(request, door_of(profile), form),
        again=was_asked(form),
    )
    return page("customer/confirm.html", content, form_targets=settings(request).checkout_hosts)


def _found_here(request: Request, profile: Profile, form: FormData) -> UUID:
    """The invoice to be paid, if a look-up has shown it not long ago; raises `NotFound`."""
    invoice_id, ticket = str(form.get("invoice") or ""), str(form.get("ticket") or "")
    if not is_page_nonce(_secret(request), _ticket(profile, invoice_id), ticket, utc_now()):
        raise NotFound(say("This was looked up too long ago. Look it up again, then pay."))
    return UUID(invoice_id)


def _ticket(profile: Profile, invoice_id: str) -> str:
    return f"pay:{profile.workspace_id}:{invoice_id}"


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
