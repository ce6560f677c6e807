"""The customer's page for the office: the same page, and nothing comes of it."""

from typing import Any

import pytest

from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import (
    BASIC,
    NEIGHBOUR,
    PREMIUM,
    Office,
    Visitor,
    gutters,
    open_workspace,
    plans,
    rows,
    signature,
    tiers,
)

pytestmark = pytest.mark.shows("LNK-7")
LINK = {"link", "link_form", "link_problem"}


def preview(office: Office, estimate: dict[str, Any], query: str = "") -> dict[str, Any]:
    return office.get(f"/estimates/{estimate['estimate_id']}/preview{query}")


@pytest.mark.parametrize(
    "record_type", ["generic", "asphalt", "residential", "fleet", "commercial_building", "holiday_lights"]
)
@pytest.mark.parametrize("public_token", [True, False])
def test_it_is_the_page_that_the_customer_gets(
    office: Office, visitor: Visitor, record_type: str, *, public_token: bool
) -> None:
    estimate = office.sent(tiers(record_type=record_type), public_token=public_token)

    shown = preview(office, estimate, f"?option_id={BASIC}&view=estimate")

    assert shown["link"].startswith("http://portal.test/")
    assert (shown["selection"]["option_id"], shown["purpose"]) == (BASIC, "estimate")
    if shown["link_form"] != "seasonal":
        page = visitor.page(shown["link"].rpartition("/")[2], f"?option_id={BASIC}&view=estimate")
        assert {name: value for name, value in shown.items() if name not in LINK} == page


def test_looking_at_it_changes_nothing_and_counts_as_no_view(office: Office, context: Context) -> None:
    estimate = office.sent(tiers())
    path = f"/estimates/{estimate['estimate_id']}/preview"
    before = rows(context)

    paper = office.ask("GET", f"{path}/pdf?option_id={BASIC}")
    preview(office, estimate)
    tried = office.ask("POST", f"{path}/accept", signature(version=1, option_id=PREMIUM))

    assert (paper.status_code, paper.headers["content-type"], tried.status_code) == (200, "application/pdf", 200)
    assert rows(context) == before


def test_a_draft_can_be_looked_at_and_tried_before_it_is_sent(office: Office) -> None:
    estimate = office.draft(tiers())

    tried = office.post(f"/estimates/{estimate['estimate_id']}/preview/accept", signature(version=1, option_id=BASIC))

    assert preview(office, estimate)["status"] == "draft"
    assert (tried["accepted_before"], tried["option_name"], tried["total"], tried["deposit_due"]) == (
        False,
        "Basic",
        100_00,
        50_00,
    )
    assert office.estimate(estimate["estimate_id"])["status"] == "draft"


@pytest.mark.parametrize(
    ("content", "body", "code"),
    [
        (tiers(), {"option_id": None}, "invalid_choice"),
        (plans(), {}, "invalid_choice"),
        (gutters(), {"version": 2}, "stale_version"),
        (gutters(), {"consent": False}, "consent_missing"),
        (gutters(), {"signer_name": " "}, "invalid_text"),
        (gutters(), {"signature": {"kind": "drawn", "png_base64": "AAAA"}}, "invalid_signature"),
    ],
)
def test_what_signing_would_refuse_trying_refuses(
    office: Office, visitor: Visitor, content: Any, body: Any, code: str
) -> None:
    estimate = office.sent(content)
    signed = signature(version=1) | body

    tried = office.ask("POST", f"/estimates/{estimate['estimate_id']}/preview/accept", signed)
    real = visitor.do(estimate["token"], "accept", signed)

    assert tried.json()["code"] == code
    assert (tried.status_code, tried.json()["detail"]) == (real.status_code, real.json()["detail"])


def test_once_accepted_trying_finds_the_acceptance_there_is(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    visitor.accept(estimate["token"])

    tried = office.post(
        f"/estimates/{estimate['estimate_id']}/preview/accept", signature(version=1, signer_name="Somebody Else")
    )

    assert (tried["accepted_before"], tried["signer_name"]) == (True, "Pat Doe")


@pytest.mark.shows("LNK-5", "LNK-4")
@pytest.mark.parametrize(
    "environment", [{"CUSTOMER_TOKEN_SECRET": ""}, {"PORCHLIGHT_PUBLIC_URL": ""}], ids=["no secret", "no address"]
)
def test_it_needs_no_link_and_says_why_there_is_none(open_service: OpenService, environment: dict[str, str]) -> None:
    context = open_service(service, **environment)
    open_workspace(context)
    office = Office(context)
    estimate = office.draft(gutters(), public_token=False)

    shown = preview(office, estimate)

    assert (shown["number"], shown["link"], shown["link_problem"]["category"]) == ("E-1001", None, "link_setup")


def test_only_the_records_own_office_sees_it(office: Office, visitor: Visitor, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = office.draft(gutters())
    path = f"/estimates/{estimate['estimate_id']}/preview"
    strangers = [Office(context, NEIGHBOUR), visitor]

    answers = [
        person.ask(method, path + part, body).status_code
        for person in strangers
        for method, part, body in [("GET", "", None), ("GET", "/pdf", None), ("POST", "/accept", signature(version=1))]
    ]

    assert answers == [404] * 3 + [401] * 3
