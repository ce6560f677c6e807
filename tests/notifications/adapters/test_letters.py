import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.letters import Letter, write_letter
from services.notifications.adapters.sign_in_tickets import with_ticket
from services.notifications.domain.accent import contrast
from services.notifications.domain.errors import LetterNotRenderable
from services.notifications.domain.workspace import Workspace
from shared.events.base import Event
from tests.conftest import OpenService
from tests.notifications import later, lookups, story, visits
from tests.support import business
from tests.support.services import SECRETS, deliver

TEMPLATES = Path("services/notifications/templates")
CHOSEN = {"digest_office", "notice_office", "written"}
"""What nobody is sent who has not chosen it: those who test the choosing look at these."""


class Tags(HTMLParser):
    """The tags of a page, and the text outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def letters_of(open_service: OpenService, *events: Event, with_later: bool = False, **brand: Any) -> dict[str, Letter]:
    """The letters that `events` cause, by template."""
    context = story.open_business(open_service)
    deliver(context, story.workspace_changed(**brand))
    for event in events:
        deliver(context, event)
    if with_later:
        later.everything(context)
    with context.database.read() as session:
        workspace = session.get(Workspace, business.WORKSPACE)
    assert workspace is not None
    return {
        delivery.template: write_letter(
            delivery.template,
            with_ticket(delivery.context, SECRETS["SERVICE_TOKEN_SECRET"], linked=True),
            workspace=workspace,
            public_url="https://portal.test",
            channel="email",
        )
        for delivery in story.deliveries(context)
    }


@pytest.fixture
def letters(open_service: OpenService) -> dict[str, Letter]:
    return letters_of(open_service, *story.everything(), with_later=True)


@pytest.mark.shows("NOT-1", "BRD-1")
def test_every_template_is_filled_by_its_event(letters: dict[str, Letter]) -> None:
    assert set(letters) == {path.stem for path in TEMPLATES.glob("[a-z]*.txt")} - CHOSEN
    for letter in letters.values():
        for written in (letter.subject, letter.text, letter.html):
            assert "{{" not in written
            assert "None" not in written
            assert "Undefined" not in written
        assert "Bright Lawn & Paving" in letter.text
        assert "Bright Lawn & Paving" in Tags(letter.html).text
        assert "(212) 555-0100" in letter.text
        assert 'href="tel:+12125550100"' in letter.html
        assert "(212) 555-0100" in Tags(letter.html).text
        assert "porchlight" not in (letter.subject + letter.text + letter.html).lower()


@pytest.mark.shows("ACC-3")
def test_customers_links_tell_by_which_email_they_came(letters: dict[str, Letter]) -> None:
    own = {
        "estimate_sent": f"{business.LINK}?via=estimate-email",
        "estimate_accepted_customer": f"{business.LINK}?via=estimate-email",
        "note_answered": f"{business.LINK}?via=estimate-email#questions",
        "appointment_set": f"{business.LINK}?via=estimate-email#appointment",
        "appointment_kept": f"{business.LINK}?via=estimate-email#appointment",
        "appointment_cancelled": f"{business.LINK}?via=estimate-email#questions",
        "proposals_found": f"{business.LINK}?via=estimate-email",
        "holiday_lights_found": f"{business.LINK}?via=estimate-email",
        "invoice_due": "https://portal.test/l/payment?via=invoice-email",
        "receipt_customer": "https://portal.test/l/receipt?via=invoice-email",
    }

    for template, link in own.items():
        assert link in letters[template].text
        assert link in Tags(letters[template].html).links


def test_the_office_is_led_to_its_own_pages(letters: dict[str, Letter]) -> None:
    page = f"https://portal.test/office/estimates/{business.ESTIMATE}"

    for template in ("estimate_accepted_office", "changes_requested_office", "payment_received_office"):
        assert page in letters[template].text
        assert page in Tags(letters[template].html).links


@pytest.mark.shows("PAY-4")
def test_a_receipt_says_who_paid_whom_what_when_and_how(letters: dict[str, Letter]) -> None:
    shown = Tags(letters["receipt_customer"].html).text

    for fact in (
        "INV-2001",
        "Front lawn renovation (deposit)",
        "$612.50",
        "November 23, 2026, 12:00\u00a0PM\u00a0EST",
        "Visa ending in 4242",
        "Dana Fox",
        "Bright Lawn & Paving",
    ):
        assert fact in shown
    assert re.search(r"Balance\s+\$0\.00", shown)


def test_a_receipt_without_a_page_of_its_own_has_no_button(open_service: OpenService) -> None:
    letters = letters_of(open_service, business.invoice_paid(receipt_link=None))

    assert "View receipt" not in letters["receipt_customer"].html


def test_figures_and_times_are_those_of_the_business(open_service: OpenService) -> None:
    brand = {"locale": "de_DE", "time_zone": "Asia/Tokyo"}
    letters = letters_of(open_service, business.invoice_paid(currency="JPY", total=61_250), **brand)

    assert "61.250\u00a0¥" in letters["receipt_customer"].text
    assert "November 24, 2026, 2:00 AM" in letters["receipt_customer"].text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (story.estimate_sent(), "Your estimate is ready"),
        (story.estimate_sent(kind="proposal"), "Your proposal is ready"),
        (story.estimate_sent(kind="maintenance"), "Your maintenance plan is ready"),
        (story.estimate_sent(cause="renewed"), "A fresh link to your estimate"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_an_estimate_is_called_what_it_is_sent_as(sent: Event, words: str, open_service: OpenService) -> None:
    letters = letters_of(open_service, sent)

    assert words in Tags(letters["estimate_sent"].html).text


@pytest.mark.shows("NOT-1")
def test_what_people_write_stays_text(open_service: OpenService) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\r\nBcc: all@fox.test'
    changes = {"customer_name": hostile, "title": hostile, "number": hostile}
    events = (
        story.estimate_sent(**changes, link='https://portal.test/"><script>'),
        business.estimate_accepted(**changes, signer_name=hostile, option_name=hostile),
        story.changes_requested(**changes, text=hostile),
        story.note_answered(**changes, text=hostile, question=hostile, author_name=hostile),
        visits.job_scheduled(**changes),
        visits.appointment_requested(**changes, note=hostile),
        visits.appointment_request_declined(**changes, text=hostile),
        visits.appointment_cancelled(**changes, reason=hostile),
        story.estimate_declined(**changes, reason=hostile),
        lookups.proposals_found(
            lookups.found(**changes, link='https://portal.test/"><script>'), lookups.found(title="Second")
        ),
        business.invoice_paid(**changes, payment_method=hostile),
        story.payment_failed(customer_name=hostile, invoice_number=hostile, reason=hostile),
        story.payment_refunded(customer_name=hostile, invoice_number=hostile, cause=hostile),
        story.refund_failed(customer_name=hostile, invoice_number=hostile, reason=hostile),
        story.payment_disputed(customer_name=hostile, invoice_number=hostile, reason=hostile),
        story.discrepancy_found(kind=hostile, reference=hostile),
    )
    brand = {
        "company_name": hostile,
        "contact_phone": hostile,
        "accent_color": '"><script>',
        "logo_url": "javascript:x",
    }

    letters = letters_of(open_service, *events, **brand)

    for letter in letters.values():
        tags = Tags(letter.html)
        assert "script" not in tags.names
        assert "onerror" not in re.sub(r">[^<]*<", "><", re.sub(r"=\"[^\"]*\"", "", letter.html))
        assert all(link.startswith(("https://", "mailto:", "tel:")) for link in tags.links)
        assert "<script>alert(1)</script>" in tags.text
        assert "\n" not in letter.subject


def test_a_name_from_right_to_left_turns_nothing_around(open_service: OpenService) -> None:
    letters = letters_of(open_service, business.estimate_accepted(customer_name="דנה\u202e שועל"))

    letter = letters["estimate_accepted_office"]
    assert letter.subject == "\u2068דנה שועל\u2069 accepted E-1001 · $2,450.00"
    assert "\u202e" not in letter.html + letter.text


@pytest.mark.parametrize("missing", ["title", "total_from", "expires_on", "link", "cause"])
def test_a_template_that_lacks_something_is_an_error(missing: str) -> None:
    workspace = Workspace(
        id=business.WORKSPACE,
        slug="bright-lawn",
        company_name="Bright Lawn & Paving",
        time_zone="America/New_York",
        locale="en_US",
    )
    context = story.estimate_sent().model_dump(mode="json", exclude={missing})

    with pytest.raises(LetterNotRenderable):
        write_letter("estimate_sent", context, workspace=workspace, public_url=None, channel="email")


@pytest.mark.shows("BRD-1")
@pytest.mark.parametrize("colour", ["#f5c518", "#ffffff", "#000000", "#1f6f54", "#ff7f50", "not a colour", None])
def test_the_button_can_be_read_on_any_brand(colour: str | None, open_service: OpenService) -> None:
    letters = letters_of(open_service, story.estimate_sent(), accent_color=colour)

    button = re.search(
        r'class="button"[^>]*background-color:(#\w{6});border:1px solid (#\w{6});[^"]*?;color:(#\w{6})',
        letters["estimate_sent"].html,
    )
    assert button is not None
    background, edge, text = button.groups()
    assert contrast(background, text) >= 4.5
    assert contrast(edge, "#ffffff") >= 3


@pytest.mark.shows("BRD-1")
def test_the_logo_stands_for_the_name(open_service: OpenService) -> None:
    letters = letters_of(open_service, story.estimate_sent(), logo_url="/brand/logo.png")

    assert '<img class="logo" src="https://portal.test/brand/logo.png" alt="Bright Lawn &amp; Paving"' in (
        letters["estimate_sent"].html
    )


@pytest.mark.parametrize("contacts", [{"contact_email": None, "contact_phone": None}, {}])
def test_customers_are_told_to_answer_where_there_is_no_other_way(
    open_service: OpenService, contacts: dict[str, None]
) -> None:
    letters = letters_of(open_service, *story.everything(), **contacts)

    told = {name for name, letter in letters.items() if "reply to this email" in letter.text}
    shown = {name for name, letter in letters.items() if "reply to this email" in letter.html}
    assert told == shown == ({name for name in letters if not name.endswith("_office")} if contacts else set())


@pytest.mark.shows("EST-2")
def test_plans_alone_come_to_no_total_and_no_letter_says_they_cost_nothing(open_service: OpenService) -> None:
    plan = {"kind": "maintenance", "total_from": 0}
    letters = letters_of(
        open_service,
        story.estimate_sent(**plan),
        lookups.proposals_found(lookups.found(**plan)),
        business.estimate_accepted(total=0, deposit_due=0, option_name=None),
    )

    for letter in letters.values():
        for written in (letter.subject, letter.text, letter.html):
            assert "$0.00" not in written
            assert "Total" not in written
            assert "From" not in written
