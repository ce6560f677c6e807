"""What customers' links open, for how long, and what opening them does: nothing."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine

from services.quotes.manifest import service
from shared.clock import utc_now
from shared.ids import new_id
from shared.links import SignedLink, sign_link
from shared.service import Context
from shared.tokens import KeyRing
from tests.conftest import OpenService
from tests.quotes.office import (
    BASIC,
    EXTRA,
    NEIGHBOUR,
    PREMIUM,
    WORKSPACE,
    Office,
    Visitor,
    gutters,
    open_workspace,
    restarted,
    rows,
    signed,
    statements,
    tiers,
)
from tests.support.services import SECRETS, published

OLD = "an-older-customer-token-secret-0123456789abc"
PARTS = ("accept", "decline", "notes", "view", "renew")


@pytest.mark.shows("EST-1", "EST-4")
def test_a_link_shows_all_there_is_to_decide_on(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(tiers(expires_on="2099-12-31"))

    page = visitor.page(estimate["token"])

    assert page == {
        "workspace_id": str(WORKSPACE),
        "estimate_id": estimate["estimate_id"],
        "number": "E-1001",
        "kind": "proposal",
        "status": "sent",
        "version": 1,
        "document_hash": estimate["document_hash"],
        "customer": {"name": "Pat Doe", "address": "12 Elm Street", "language": ""},
        "document": estimate["document"],
        "design": [],
        "selection": {
            "option_id": PREMIUM,
            "maintenance_plan_id": None,
            "optional_item_ids": [],
            "totals": {"subtotal": 200_00, "discount": 20_00, "tax": 0, "total": 180_00, "deposit_due": 90_00},
        },
        "acceptance": None,
        "notes": [],
        "consent": {"text": page["consent"]["text"], "version": "2026-11"},
        "purpose": "proposal",
        "views": ["proposal", "estimate"],
        "today_expired": False,
        "in_season": False,
        "may_sign": True,
        "may_pay": True,
    }


@pytest.mark.shows("EST-2")
def test_the_total_follows_the_choice(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]

    page = visitor.page(token, f"?option_id={BASIC}&item={EXTRA}&item=gone")

    assert page["selection"] == {
        "option_id": BASIC,
        "maintenance_plan_id": None,
        "optional_item_ids": [EXTRA],
        "totals": {"subtotal": 125_00, "discount": 0, "tax": 0, "total": 125_00, "deposit_due": 62_50},
    }


@pytest.mark.shows("EST-4", "SGN-2")
def test_once_accepted_it_shows_what_was_agreed(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]
    job_id = visitor.accept(token, option_id=BASIC).json()["job_id"]

    page = visitor.page(token, f"?option_id={PREMIUM}&item={EXTRA}")

    assert (page["status"], page["selection"]["option_id"]) == ("accepted", BASIC)
    assert page["acceptance"] | {"accepted_at": "", "document_id": ""} == {
        "accepted_at": "",
        "document_id": "",
        "sealed_at": None,
        "signer_name": "Pat Doe",
        "option_name": "Basic",
        "total": 100_00,
        "deposit_due": 50_00,
        "job_id": job_id,
        "signature_kind": "typed",
        "signature_text": "Pat Doe",
        "signature_png_base64": None,
    }


@pytest.mark.shows("LNK-10")
def test_opening_a_link_fifty_times_changes_nothing(office: Office, visitor: Visitor, context: Context) -> None:
    token = office.sent(tiers())["token"]
    before = rows(context)

    answers = [visitor.ask(method, f"/public/links/{token}") for method in ("GET", "HEAD") for _ in range(25)]
    paper = visitor.ask("GET", f"/public/links/{token}/pdf")

    assert {answer.status_code for answer in answers} == {200, 405}
    assert paper.status_code == 200
    assert rows(context) == before


def test_a_page_without_notes_takes_one_statement(office: Office, visitor: Visitor, context: Context) -> None:
    token = office.sent(tiers())["token"]

    with statements(context) as plain:
        visitor.page(token)
    visitor.do(token, "notes", {"text": "Hello?"})
    with statements(context) as with_notes:
        visitor.page(token)

    assert (len(plain), len(with_notes)) == (1, 2)


@pytest.mark.shows("LNK-10", "EST-3")
def test_the_first_view_of_a_person_counts_and_no_other(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())
    token = estimate["token"]

    Office(context).ask("POST", f"/public/links/{token}/view", {"version": 1})
    answers = [visitor.do(token, "view", {"version": version}) for version in (2, 1, 1)]

    assert {answer.status_code for answer in answers} == {204}
    (event,) = published(context, "EstimateViewed")
    assert (event["data"]["version"], event["data"]["kind"]) == (1, "estimate")
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "viewed"]
    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    assert (line["actor_kind"], line["actor_name"]) == ("customer", "Pat Doe")


@pytest.mark.shows("LNK-1")
@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("short", "link_not_valid"),
        ("a" * 43, "link_not_valid"),
        ("%00" * 20, "not_found"),
        ("a.b.c", "link_not_valid"),
        ("eyJhbGciOiJub25lIn0.e30.", "link_not_valid"),
        ("ünïcödé-is-no-token-of-ours", "link_not_valid"),
    ],
)
def test_a_link_that_is_none_opens_nothing(visitor: Visitor, token: str, code: str) -> None:
    answers = [visitor.ask("GET", f"/public/links/{token}"), visitor.do(token, "view", {"version": 1})]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, code)] * 2


@pytest.mark.shows("EST-3")
def test_a_draft_is_invisible_to_customers_by_either_form(office: Office, visitor: Visitor, context: Context) -> None:
    with_token, without = office.draft(gutters()), office.draft(gutters(), public_token=False)
    links = [office.get(f"/estimates/{one['estimate_id']}/link")["link"] for one in (with_token, without)]
    office.post(f"/estimates/{with_token['estimate_id']}/void", {})
    bodies = {"accept": {"version": 1}, "view": {"version": 1}, "notes": {"text": "x"}}

    answers = [
        visitor.do(link.rpartition("/")[2], part, bodies.get(part, {})) for link in links for part in PARTS[1:]
    ] + [visitor.ask("GET", f"/public/links/{link.rpartition('/')[2]}{pdf}") for link in links for pdf in ("", "/pdf")]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "link_not_valid")}


@pytest.mark.shows("LNK-2")
def test_a_link_signed_with_the_previous_key_opens_until_that_is_retired(open_service: OpenService) -> None:
    context = open_service(service, CUSTOMER_TOKEN_SECRETS_PREVIOUS=OLD)
    open_workspace(context)
    estimate = Office(context).sent(gutters(), public_token=False)
    token = signed(estimate["estimate_id"], secret=OLD)

    rotated = Visitor(context).page(token)
    retired = Visitor(restarted(context)).ask("GET", f"/public/links/{token}")

    assert rotated["number"] == "E-1001"
    assert (retired.status_code, retired.json()["code"]) == (404, "link_not_valid")


@pytest.mark.shows("LNK-1", "LNK-11")
def test_a_signed_link_opens_its_own_record_for_its_own_purpose_only(office: Office, visitor: Visitor) -> None:
    estimate_id = office.sent(gutters())["estimate_id"]
    ring = KeyRing((SECRETS["CUSTOMER_TOKEN_SECRET"],))
    wrong = [
        signed(estimate_id, purpose="payment"),
        signed(estimate_id, workspace_id=NEIGHBOUR),
        signed(str(new_id())),
        signed(estimate_id, secret="somebody-elses-secret-that-is-long-enough-0123"),
        sign_link(ring, SignedLink("estimate", WORKSPACE, UUID(estimate_id)), utc_now())[:-2] + "xx",
    ]

    answers = [visitor.ask("GET", f"/public/links/{token}") for token in wrong]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "link_not_valid")] * 5


@pytest.mark.shows("LNK-6")
def test_a_signed_link_keeps_as_what_it_was_sent(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(tiers(), public_token=False)

    page = visitor.page(signed(estimate["estimate_id"], purpose="estimate"))

    assert (page["kind"], page["purpose"]) == ("proposal", "estimate")


@pytest.mark.shows("LNK-1")
def test_an_expired_link_has_a_fresh_one_sent_to_the_address_on_file(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters(), public_token=False)
    token = signed(estimate["estimate_id"], days=-1)

    answer = visitor.do(token, "renew")

    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    _, renewed = published(context, "EstimateSent")
    assert (renewed["data"]["cause"], renewed["data"]["customer_email"]) == ("renewed", "pat@example.com")
    assert visitor.page(renewed["data"]["link"].rpartition("/")[2])["number"] == "E-1001"
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "link_renewed"]
    assert office.estimate(estimate["estimate_id"])["status"] == "sent"


@pytest.mark.shows("LNK-1", "LNK-3")
def test_a_fresh_link_has_the_form_its_record_has(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())

    visitor.do(signed(estimate["estimate_id"], days=-1), "renew")

    assert published(context, "EstimateSent")[-1]["data"]["link"] == estimate["link"]


@pytest.mark.shows("LNK-1")
def test_asking_for_fresh_links_over_and_over_sends_three_an_hour_and_answers_alike(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters(), public_token=False)
    token = signed(estimate["estimate_id"], days=-1)

    with time_machine.travel(datetime(2099, 11, 23, 12, 0, 1, tzinfo=UTC), tick=False):
        answers = [visitor.do(token, "renew") for _ in range(5)]
    with time_machine.travel(datetime(2099, 11, 23, 13, 0, 1, tzinfo=UTC), tick=False):
        answers.append(visitor.do(token, "renew"))

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, '{"status":"accepted"}')}
    assert [event["data"]["cause"] for event in published(context, "EstimateSent")] == ["sent", *["renewed"] * 4]


@pytest.mark.shows("LNK-1")
def test_whoever_asks_is_not_told_that_nothing_can_be_sent(office: Office, visitor: Visitor, context: Context) -> None:
    withdrawn = office.sent(gutters(), public_token=False)
    office.post(f"/estimates/{withdrawn['estimate_id']}/void", {})

    answer = visitor.do(signed(withdrawn["estimate_id"], days=-1), "renew")

    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    assert len(published(context, "EstimateSent")) == 1


def test_only_whom_the_gateway_names_is_answered(office: Office, visitor: Visitor) -> None:
    token = office.sent(gutters())["token"]

    answers = [visitor.client.get(f"/public/links/{token}{part}") for part in ("", "/pdf")]

    assert [answer.status_code for answer in answers] == [401, 401]
