"""Every page of the customers, by a name that says its state. The tests render them all."""

from dataclasses import replace

from services.portal.pages import quote_document, quote_views, verify_views, views
from services.portal.pages.rendering import Page
from services.portal.pages.sign_up_views import FrontDoor
from tests.portal.pages.sample_accounts import ACCOUNT_PAGES
from tests.portal.pages.sample_activity import ACTIVITY_PAGES
from tests.portal.pages.sample_api_keys import API_KEY_PAGES
from tests.portal.pages.sample_appointments import APPOINTMENT, appointment_pages
from tests.portal.pages.sample_console import CONSOLE_PAGES
from tests.portal.pages.sample_customers import CUSTOMER_RECORDS
from tests.portal.pages.sample_editor import EDITOR_PAGES
from tests.portal.pages.sample_files import SHOWN
from tests.portal.pages.sample_invoices import INVOICE_PAGES
from tests.portal.pages.sample_leads import LEAD_PAGES, REQUEST_PAGES
from tests.portal.pages.sample_office import OFFICE_PAGES
from tests.portal.pages.sample_pay import PAY_PAGES
from tests.portal.pages.sample_quotes import (
    ACCEPTANCE,
    ACCEPTED_QUOTE,
    CONSENT,
    NEUTRAL,
    PLAIN_QUOTE,
    PLAN_QUOTE,
    QUOTE,
    SHELL,
    STANDARD_TOTALS,
    UNBRANDED,
)
from tests.portal.pages.sample_referrals import OFFICE_REFERRAL_PAGES, REFERRAL_PAGES
from tests.portal.pages.sample_reviews import OFFICE_REVIEW_PAGES, REVIEW_PAGES
from tests.portal.pages.sample_settings import SETTINGS_PAGES
from tests.portal.pages.sample_sign_up import SIGN_UP_PAGES
from tests.portal.pages.sample_team import TEAM_PAGES

PROPOSAL = quote_views.QuotePage(
    shell=SHELL, base="/quote/sample", quote=QUOTE, nonce="view-nonce", consent_text=CONSENT
)
ERRORS = (
    views.FieldError(field="signer_name", message="Enter your full name."),
    views.FieldError(field="signature_text", message="Type your name as your signature."),
    views.FieldError(field="consent", message="Tick the box to agree to sign electronically."),
)
TABS = (
    views.Link(name="Your proposals", url="/portal/evergreen/proposals", icon="file-text"),
    views.Link(name="Request an estimate", url="/portal/evergreen/request", icon="calendar"),
    views.Link(name="Pay an invoice", url="/portal/evergreen/pay", icon="credit-card"),
    views.Link(name="Leave a review", url="/portal/evergreen/review", icon="star"),
    views.Link(name="Refer a friend", url="/portal/evergreen/refer", icon="user"),
    views.Link(name="Your holiday lights", url="/portal/evergreen/holiday-lights", icon="lightbulb"),
)
ROOF: list[quote_document.Fact] = [
    {"label": "Light type", "value": "C9 LED"},
    {"label": "Colors", "value": "Warm white"},
    {"label": "Length", "value": "120\u00a0ft"},
    {"label": "Count", "value": "160"},
]
BEFORE, AFTER = (
    {**SHOWN[0], "id": f"0198f000-0000-7000-8000-0000000000b{number}", "caption": caption, "height": 1800}
    for number, caption in enumerate(("From the street", ""))
)
DESIGN: list[quote_document.DesignSection] = [
    {"title": "", "facts": [{"label": "Style", "value": "Warm and classic"}]},
    {"title": "Roof line", "facts": ROOF, "pictures": [{"before": BEFORE["id"], "after": AFTER["id"]}]},
    {"title": "Front door", "facts": [], "pictures": [{"before": None, "after": AFTER["id"]}]},
    {"title": "Pathway", "facts": [{"label": "Light type", "value": "Stake lights"}], "pictures": []},
]
LIGHTS: quote_document.Quote = {
    **QUOTE,
    "views": ["proposal", "estimate", "holiday"],
    "document": {**QUOTE["document"], "record_type": "holiday_lights", "attachments": [BEFORE, AFTER, *SHOWN]},
    "design": DESIGN,
}
SEALED: verify_views.SealedDocument = {
    "document_id": "0198f000-0000-7000-8000-0000000000d1",
    "company_name": "Evergreen Exteriors",
    "number": "E-1001",
    "kind": "proposal",
    "version": 2,
    "document_hash": "3f" * 32,
    "accepted_at": "2026-11-23T20:05:00.000000Z",
    "sealed_at": "2026-11-23T20:05:02.000000Z",
    "sha256": "a7" * 32,
    "certificate_sha256": "c0" * 32,
}
WAITING: verify_views.SealedDocument = {**SEALED, "sealed_at": None, "sha256": None, "certificate_sha256": None}
VERIFY = verify_views.VerifyPage(shell=SHELL, action="/verify/0198f000-0000-7000-8000-0000000000d1", document=SEALED)
WORDS = views.LookupWords(
    title="Your proposals",
    heading="Find your proposals",
    sentence="Enter the email address or phone number we know you by. We will email the links to the address on file.",
    button="Email me my links",
    question="Email the links?",
    about_to="We send links to everything that is open for you.",
    done="If something is open for you, a message with your links is on its way.",
)
LOOKUP = views.LookupPage(shell=SHELL, words=WORDS, nonce="view-nonce", action="/portal/evergreen/proposals")
CONFIRM = views.ConfirmPage(
    shell=SHELL,
    title="Accept and sign?",
    sentence="Please check once more. Pressing the button signs the proposal.",
    action="/quote/sample/accept",
    button="Yes, accept and sign",
    back_url="/quote/sample",
    rows=(views.Row(label="Package", value="Standard"), views.Row(label="Total", value="$2,557.41")),
    fields=(("nonce", "view-nonce"), ("version", "2"), ("item", "d2"), ("item", "d3"), ("signer_name", "Dana <W>")),
)


def accepted(state: str | None) -> quote_views.AcceptedPage:
    deposit = None
    if state:
        deposit = quote_views.Deposit(
            state=state,  # type: ignore[arg-type]
            amount=76_722,
            currency="USD",
            how_to_pay="Please mail a cheque to 48 Harbor Street.",
            receipt_url="/l/signed/receipt",
        )
    return quote_views.AcceptedPage(
        shell=SHELL,
        base="/quote/sample",
        quote=ACCEPTED_QUOTE,
        acceptance=ACCEPTANCE,
        nonce="view-nonce",
        deposit=deposit,
    )


def with_status(status: quote_document.Status) -> quote_views.QuotePage:
    return replace(PROPOSAL, quote={**QUOTE, "status": status})


def checked(verdict: verify_views.Verdict, **rest: str) -> verify_views.VerifyPage:
    found = verify_views.Checked(verdict=verdict, sha256="5e" * 32, document=SEALED, url=rest.get("url"))
    return replace(VERIFY, checked=found)


CUSTOMER_PAGES: dict[str, tuple[str, Page]] = {
    "home": ("customer/home.html", views.HomePage(shell=SHELL, tabs=TABS)),
    "home-without-tabs": ("customer/home.html", views.HomePage(shell=UNBRANDED)),
    "not-found": ("customer/not_found.html", views.PlainPage(shell=NEUTRAL)),
    "front": ("customer/front.html", FrontDoor(shell=NEUTRAL, sign_up_url="/office/sign-up")),
    "front-without-sign-up": ("customer/front.html", FrontDoor(shell=NEUTRAL)),
    "preparing": ("customer/preparing.html", views.PlainPage(shell=UNBRANDED)),
    "link-sent": ("customer/link_sent.html", views.PlainPage(shell=SHELL)),
    "proposals": ("customer/lookup.html", LOOKUP),
    "proposals-with-errors": (
        "customer/lookup.html",
        replace(LOOKUP, contact="12", errors=(views.FieldError(field="contact", message="Enter an email address."),)),
    ),
    "proposals-away": ("customer/lookup.html", replace(LOOKUP, shell=UNBRANDED, away=True)),
    "lookup-sent": (
        "customer/lookup_sent.html",
        views.LookupSentPage(shell=SHELL, words=WORDS, again_url="/portal/evergreen/proposals"),
    ),
    "verify": ("customer/verify.html", VERIFY),
    "verify-waiting": ("customer/verify.html", replace(VERIFY, document=WAITING, shell=UNBRANDED)),
    "verify-without-file": ("customer/verify.html", replace(VERIFY, problem="Choose the PDF first, then check it.")),
    "verify-genuine": ("customer/verify.html", checked("genuine")),
    "verify-another": ("customer/verify.html", checked("another", url="/verify/0198f000-0000-7000-8000-0000000000d2")),
    "verify-changed": ("customer/verify.html", checked("changed")),
    "verify-unsealed": ("customer/verify.html", checked("unsealed")),
    "verify-unknown": ("customer/verify.html", checked("unknown")),
    "problem": (
        "customer/problem.html",
        views.ProblemPage(
            shell=SHELL,
            title="We cannot show this proposal right now",
            sentence="Something on our side is not working. Nothing is lost; please try again in a few minutes.",
            way_out=views.Link(name="Try again", url="/quote/sample"),
        ),
    ),
    "proposal": ("customer/quote.html", PROPOSAL),
    "holiday-lights": ("customer/quote.html", replace(PROPOSAL, quote=LIGHTS)),
    "holiday-lights-held": (
        "customer/quote.html",
        replace(
            PROPOSAL,
            quote={**LIGHTS, "kind": "holiday"},
            view="holiday",
            find_url="/portal/evergreen/holiday-lights?find",
        ),
    ),
    "holiday-lights-without-a-design": (
        "customer/quote.html",
        replace(PROPOSAL, quote={**LIGHTS, "kind": "holiday", "design": []}, view="holiday"),
    ),
    "proposal-unbranded": ("customer/quote.html", replace(PROPOSAL, shell=UNBRANDED)),
    "proposal-with-errors": (
        "customer/quote.html",
        replace(PROPOSAL, errors=ERRORS, form={"signer_name": "", "signature_kind": "typed"}, changed=True),
    ),
    "proposal-with-photos": (
        "customer/quote.html",
        replace(PROPOSAL, quote={**QUOTE, "document": {**QUOTE["document"], "attachments": SHOWN}}),
    ),
    "proposal-accepted-with-photos": (
        "customer/quote.html",
        replace(PROPOSAL, quote=ACCEPTED_QUOTE, of_the_work=SHOWN[:2]),
    ),
    "proposal-preview": ("customer/quote.html", replace(PROPOSAL, nonce="", preview=True)),
    "proposal-accepted": ("customer/quote.html", replace(PROPOSAL, quote=ACCEPTED_QUOTE, note_sent=True)),
    **appointment_pages(replace(PROPOSAL, quote=ACCEPTED_QUOTE)),
    "accepted-with-an-appointment": ("customer/accepted.html", replace(accepted(None), appointment=APPOINTMENT)),
    "proposal-changes-requested": ("customer/quote.html", with_status("changes_requested")),
    "proposal-declined": ("customer/quote.html", with_status("declined")),
    "proposal-expired": ("customer/quote.html", with_status("expired")),
    "proposal-void": ("customer/quote.html", with_status("void")),
    "estimate-plain": ("customer/quote.html", replace(PROPOSAL, quote=PLAIN_QUOTE)),
    "maintenance-plan": ("customer/quote.html", replace(PROPOSAL, quote=PLAN_QUOTE)),
    "decline-with-errors": (
        "customer/quote.html",
        replace(PROPOSAL, errors=(views.FieldError(field="reason", message="Choose a reason."),)),
    ),
    "confirm": ("customer/confirm.html", CONFIRM),
    "confirm-decline": (
        "customer/confirm.html",
        replace(CONFIRM, title="Decline?", sentence="We will let the office know.", button="Yes, decline", grave=True),
    ),
    "accepted": ("customer/accepted.html", accepted(None)),
    **{
        f"accepted-deposit-{state}": ("customer/accepted.html", accepted(state))
        for state in ("preparing", "open", "processing", "failed", "paid", "offline")
    },
    "link-expired": (
        "customer/link_expired.html",
        views.LinkExpiredPage(shell=SHELL, nonce="view-nonce", action="/l/signed/fresh"),
    ),
    "link-revoked": (
        "customer/link_expired.html",
        views.LinkExpiredPage(shell=SHELL, nonce="view-nonce", action="/l/signed/fresh", revoked=True),
    ),
}
CUSTOMER_PAGES |= REQUEST_PAGES | REVIEW_PAGES | REFERRAL_PAGES | PAY_PAGES | ACCOUNT_PAGES
OFFICE_PAGES |= LEAD_PAGES | CUSTOMER_RECORDS | INVOICE_PAGES | EDITOR_PAGES
OFFICE_PAGES |= SIGN_UP_PAGES
OFFICE_PAGES |= OFFICE_REVIEW_PAGES | OFFICE_REFERRAL_PAGES | CONSOLE_PAGES
PAGES = CUSTOMER_PAGES | OFFICE_PAGES | SETTINGS_PAGES | API_KEY_PAGES | TEAM_PAGES | ACTIVITY_PAGES
TOTALS = "customer/_totals.html"
FRAGMENT = quote_views.TotalsFragment(shell=SHELL, currency="USD", totals=STANDARD_TOTALS)
