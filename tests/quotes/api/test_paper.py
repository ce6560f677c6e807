"""What the PDF shows of everything an estimate can hold, and of how it was accepted."""

import base64
import hashlib
from typing import Any

import pytest

from services.quotes.domain.document import canonical_json
from services.quotes.domain.signature import CONSENT_TEXT
from shared.events.portal import WorkspaceChanged
from shared.service import Context
from tests.quotes.domain.build import png
from tests.quotes.office import (
    BASIC,
    EXTRA,
    IP,
    PREMIUM,
    USER_AGENT,
    WORKSPACE,
    YEARLY,
    Office,
    Visitor,
    gutters,
    plans,
    tiers,
)
from tests.quotes.paper import pages_of, text_of
from tests.quotes.tags import tags_of
from tests.support.services import deliver

DESIGN = {"style": "Classic", "zones": [{"name": "Roof line", "light_type": "C9 LED", "length_ft": 120}]}


def _pdf(visitor: Visitor, token: str) -> bytes:
    answer = visitor.ask("GET", f"/public/links/{token}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


def _flat(text: str) -> str:
    """The text without its line ends: where a line is broken tells nothing."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.shows("EST-1", "EST-2", "EST-5")
def test_it_tells_of_taxes_discounts_and_terms_of_plans(office: Office, visitor: Visitor) -> None:
    line = {
        "description": "Driveway",
        "quantity": "1",
        "unit_price": 100_00,
        "tax_rate": "0.0825",
        "discount": {"kind": "percent", "value": "12.5"},
    }
    plan = plans()["maintenance_plans"][0] | {"starts_on": "2027-03-01", "renews": True}
    token = office.sent(tiers(line_items=[line], maintenance_plans=[plan]))["token"]

    text = _flat(text_of(_pdf(visitor, token)))

    for words in (
        "12.5% off",
        "8.25%",
        "$87.50",
        "Package discount 10%",
        "from March 1, 2027, renews for another term",
    ):
        assert words in text


@pytest.mark.shows("HOL-1", "EST-5")
def test_it_shows_the_design_of_holiday_lights(office: Office, visitor: Visitor) -> None:
    token = office.sent(gutters(record_type="holiday_lights", holiday=DESIGN))["token"]

    text = _flat(text_of(_pdf(visitor, token)))

    design = visitor.page(token)["design"]
    assert [section["title"] for section in design] == ["", "Roof line"]
    assert all(_flat(fact["value"]) in text for section in design for fact in section["facts"])
    assert "The design Style Classic Roof line Light type C9 LED Length 120 ft" in text


@pytest.mark.shows("EST-5", "SGN-2", "SGN-5")
def test_the_last_page_of_what_was_accepted_is_its_evidence(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(tiers(maintenance_plans=plans()["maintenance_plans"]))
    visitor.accept(estimate["token"], option_id=PREMIUM, maintenance_plan_id=YEARLY, optional_item_ids=[EXTRA])
    accepted = office.estimate(estimate["estimate_id"])["acceptance"]
    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]

    evidence = _flat(pages_of(_pdf(visitor, estimate["token"]))[-1])

    at = accepted["accepted_at"].replace("T", " ").replace("Z", " UTC")
    for fact in (
        "Accepted by Pat Doe",
        f"In universal time {at}",
        f"From the address {IP}",
        f"With the browser {USER_AGENT}",
        "Accepted Proposal E-1001, version 1" if estimate["kind"] == "proposal" else "E-1001, version 1",
        f"SHA-256 of the version {estimate['document_hash']}",
        "Package Premium",
        "Maintenance plan Every season",
        "Optional items Screens",
        "Total $205.00",
        "Deposit $102.50",
        "Signature typed",
        f"SHA-256 of the signature {hashlib.sha256(b'Pat Doe').hexdigest()}",
        f"{CONSENT_TEXT} (wording of {accepted['consent_version']})",
        f"Line of the history {line['position']}",
        f"SHA-256 of that line {line['hash']}",
    ):
        assert fact in evidence, fact


@pytest.mark.shows("EST-7", "EST-5", "SGN-2")
def test_what_was_shown_is_what_is_signed(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]
    page = visitor.page(token)
    shown = hashlib.sha256(canonical_json(page["document"])).hexdigest()

    before = text_of(_pdf(visitor, token))
    visitor.accept(token, option_id=BASIC, document_hash=page["document_hash"])
    after = pages_of(_pdf(visitor, token))

    assert page["document_hash"] == shown
    assert shown in before
    assert all(shown in text for text in after)


def test_an_offer_has_no_page_of_evidence(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]

    pages = pages_of(_pdf(visitor, token))

    assert not any("Evidence" in page or "Document 0" in page for page in pages)


@pytest.mark.shows("EST-5")
def test_those_who_listen_are_told_what_those_who_look_can_see(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers(terms="Payable within 14 days."))["token"]
    drawn: dict[str, Any] = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}
    visitor.accept(token, option_id=PREMIUM, signature=drawn)

    tags = tags_of(_pdf(visitor, token))

    tables = tags.all("Table")
    assert tables
    assert all(table.all("TH") and table.all("TD") for table in tables)
    assert [figure.alt for figure in tags.all("Figure")] == ["Signature of Pat Doe"]
    assert len(tags.all("H1")) == 2
    assert tags.all("Link")


@pytest.mark.shows("BRD-1", "EST-5")
def test_it_carries_the_logo_of_the_business(context: Context, office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]
    known: dict[str, Any] = {"slug": "bright-0001", "company_name": "Bright Exteriors", "time_zone": "America/New_York"}
    known |= {"currency": "USD", "locale": "en-US", "logo_png": base64.b64encode(png()).decode()}

    deliver(context, WorkspaceChanged(workspace_id=WORKSPACE, **known), sequence=2)
    dressed = _pdf(visitor, token)
    deliver(context, WorkspaceChanged(workspace_id=WORKSPACE, **known | {"logo_png": None}), sequence=3)
    plain = _pdf(visitor, token)

    assert [figure.alt for figure in tags_of(dressed).all("Figure")] == ["Bright Exteriors"]
    assert tags_of(plain).all("Figure") == []
