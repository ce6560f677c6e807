"""The PDF of what a link opens: the page's figures, the signature, and nobody's text taken for markup."""

import base64
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.quotes.domain.acceptance import Acceptance
from shared.events.portal import WorkspaceChanged
from shared.money import Money
from shared.service import Context
from tests.quotes.domain.build import png
from tests.quotes.office import BASIC, EXTRA, PREMIUM, WORKSPACE, Office, Visitor, gutters, plans, tiers
from tests.quotes.paper import text_of
from tests.support.services import deliver

MARKUP = '#set text(red) *bold* _it_ $x$ `code` @ref <label> \\ [x] // no "quote" {{7*7}}'


def _pdf(visitor: Visitor, token: str, query: str = "") -> bytes:
    answer = visitor.ask("GET", f"/public/links/{token}/pdf{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def _money(minor: int) -> str:
    return Money(minor, "USD").format("en-US")


@pytest.mark.shows("EST-1", "EST-4", "EST-5")
def test_it_has_the_figures_of_the_page(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers(discount={"kind": "fixed", "value": 5_01}, expires_on="2099-12-31"))["token"]
    choice = f"?option_id={BASIC}&item={EXTRA}"
    page = visitor.page(token, choice)

    text = text_of(_pdf(visitor, token, choice))

    chosen = page["selection"]["totals"]
    others = page["document"]["options"][1]["totals"]
    assert (chosen["total"], others["total"]) == (119_99, 174_99)
    for figure in ("subtotal", "tax", "total", "deposit_due"):
        assert _money(chosen[figure]) in text
        assert _money(others[figure]) in text
    for words in ("Bright Exteriors", "E-1001", "Pat Doe", "House wash", "Premium", "Valid until December 31, 2099"):
        assert words in text
    assert "Payable within 14 days." in text


@pytest.mark.shows("EST-5", "SGN-2")
def test_once_accepted_it_shows_what_was_agreed_and_the_signature(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]
    visitor.accept(token, option_id=PREMIUM, signature={"kind": "typed", "text": "Pat D. Doe"})

    text = text_of(_pdf(visitor, token, f"?option_id={BASIC}"))

    assert "Pat Doe accepted this electronically on" in text
    assert "Pat D. Doe" in text
    assert ("Premium" in text, "Basic" in text, "Screens" in text) == (True, False, False)
    assert (_money(180_00) in text, _money(100_00) in text) == (True, False)


@pytest.mark.shows("SGN-1", "EST-5")
def test_a_drawn_signature_is_drawn_and_one_that_cannot_be_is_told_of(
    office: Office, visitor: Visitor, context: Context
) -> None:
    whole, kept = office.sent(gutters()), office.sent(gutters())
    for estimate in (whole, kept):
        visitor.accept(estimate["token"], signature={"kind": "drawn", "png_base64": base64.b64encode(png()).decode()})
    with context.database.begin() as session:
        unreadable = update(Acceptance).where(Acceptance.estimate_id == UUID(kept["estimate_id"]))
        session.execute(unreadable.values(signature_png=png(pixels=b"no pixels at all")))

    drawn, told = _pdf(visitor, whole["token"]), _pdf(visitor, kept["token"])

    assert (b"/Subtype/Image" in drawn, b"/Subtype/Image" in told) == (True, False)
    assert "The signature was drawn by hand" in text_of(told)


@pytest.mark.shows("EST-5")
def test_it_is_tagged_titled_and_the_same_bytes_each_time(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]

    first, second = _pdf(visitor, token), _pdf(visitor, token)

    assert first == second
    for sign_of_access in (b"/StructTreeRoot", b"/Lang(en-US)", b"/Marked true", b"pdfuaid:part"):
        assert sign_of_access in first
    assert b"CreationDate" not in first


def test_what_people_write_is_text_and_never_markup(office: Office, visitor: Visitor) -> None:
    line = {"description": MARKUP, "scope": MARKUP, "quantity": "1", "unit_price": 100}
    customer_id = office.customer(name="#Pat", address=MARKUP)
    content = gutters(title="#Roof", line_items=[line], terms=MARKUP, customer_id=customer_id)
    token = office.sent(content)["token"]

    text = text_of(_pdf(visitor, token))

    assert text.replace("\n", " ").count(MARKUP) == 4


def test_letters_without_a_typeface_leave_everything_else_readable(office: Office, visitor: Visitor) -> None:
    token = office.sent(gutters(title="屋根 \U0001f3e0"))["token"]

    text = text_of(_pdf(visitor, token))

    assert _money(214_00) in text


@pytest.mark.shows("BRD-1", "EXT-4")
def test_it_is_dressed_like_the_business(office: Office, visitor: Visitor, context: Context) -> None:
    token = office.sent(gutters())["token"]
    changed: Any = {
        "slug": "bright-0001",
        "company_name": "Fenêtres du Québec",
        "time_zone": "America/Toronto",
        "currency": "CAD",
        "locale": "fr-CA",
        "accent_color": "#ff0000",
        "contact_phone": "+14185550142",
    }
    deliver(context, WorkspaceChanged(workspace_id=WORKSPACE, **changed), sequence=2)

    pdf = _pdf(visitor, token)

    text = text_of(pdf).replace("\N{NO-BREAK SPACE}", " ")
    assert ("Fenêtres du Québec" in text, "(418) 555-0142" in text, "214,00 $" in text) == (True, True, True)
    assert b"/Lang(en-CA)" in pdf


@pytest.mark.shows("EST-2")
def test_maintenance_plans_are_told_in_full(office: Office, visitor: Visitor) -> None:
    token = office.sent(plans())["token"]

    text = text_of(_pdf(visitor, token))

    assert "4 visits a year at $95.00 each, $380.00 a year, for 12 months" in text.replace("\n", " ")
