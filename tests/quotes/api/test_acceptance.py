"""Accepting and declining, as the customer's page does it."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from shared.service import Context
from tests.quotes.domain.build import png
from tests.quotes.office import (
    BASIC,
    EXTRA,
    IP,
    PREMIUM,
    USER_AGENT,
    YEARLY,
    Office,
    Visitor,
    counts,
    gutters,
    plans,
    signed,
    tiers,
)
from tests.support.services import published

NOWHERE = "0198f000-0000-7000-9000-00000000ffff"


@pytest.mark.shows("SGN-1", "SGN-2", "EST-2")
def test_signing_agrees_on_what_is_chosen_and_makes_a_job(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(tiers())

    answer = visitor.accept(estimate["token"], option_id=PREMIUM, optional_item_ids=[EXTRA])

    assert answer.status_code == 201
    now = office.estimate(estimate["estimate_id"])
    assert (now["status"], now["acceptance"]["option_name"]) == ("accepted", "Premium")
    assert now["totals"] == {"subtotal": 225_00, "discount": 20_00, "tax": 0, "total": 205_00, "deposit_due": 102_50}
    assert answer.json() | {"next": ""} == {
        "status": "accepted",
        "job_id": now["job"]["job_id"],
        "accepted_at": now["acceptance"]["accepted_at"],
        "next": "",
    }
    assert (now["job"]["total"], now["job"]["status"], now["job"]["title"]) == (205_00, "unscheduled", "House wash")


@pytest.mark.shows("SGN-2")
def test_the_evidence_tells_who_what_when_and_from_where(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    drawn = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}

    visitor.accept(estimate["token"], signer_name="Patricia Doe", signature=drawn)

    evidence = office.estimate(estimate["estimate_id"])["acceptance"]
    assert (evidence["signer_name"], evidence["ip"], evidence["user_agent"]) == ("Patricia Doe", IP, USER_AGENT)
    assert (evidence["version"], evidence["document_hash"]) == (1, estimate["document_hash"])
    assert (evidence["signature_kind"], evidence["signature_png_base64"]) == ("drawn", drawn["png_base64"])
    assert evidence["consent_text"].startswith("I agree to sign this document electronically")
    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    assert (line["action"], line["actor_name"], line["ip"]) == ("accepted", "Patricia Doe", IP)
    assert line["details"]["signature_sha256"] == evidence["signature_sha256"]


@pytest.mark.shows("SGN-2", "SGN-4")
def test_the_event_carries_all_that_others_act_on(office: Office, visitor: Visitor, context: Context) -> None:
    customer_id = office.customer(name="Pat Doe", email="pat@example.com", phone="(212) 555-0100")
    estimate = office.sent(tiers(), customer_id=customer_id)

    visitor.accept(estimate["token"], option_id=PREMIUM)

    (event,) = published(context, "EstimateAccepted")
    now = office.estimate(estimate["estimate_id"])
    assert event["data"] == {
        "workspace_id": str(office.caller.workspace_id),
        "estimate_id": estimate["estimate_id"],
        "number": "E-1001",
        "title": "House wash",
        "record_type": "generic",
        "version": 1,
        "document_hash": estimate["document_hash"],
        "option_id": PREMIUM,
        "option_name": "Premium",
        "customer_id": customer_id,
        "customer_name": "Pat Doe",
        "customer_email": "pat@example.com",
        "customer_phone": "+12125550100",
        "signer_name": "Pat Doe",
        "accepted_at": now["acceptance"]["accepted_at"],
        "currency": "USD",
        "total": 180_00,
        "deposit_due": 90_00,
        "job_id": now["job"]["job_id"],
        "link": estimate["link"],
        "lines": [
            {
                "description": "Wash and wax",
                "quantity": "1",
                "unit_price": 200_00,
                "amount": 200_00,
                "discount": 20_00,
                "tax": 0,
                "tax_rate": "0",
            }
        ],
    }
    (made,) = published(context, "JobCreated")
    assert (made["data"]["job_id"], made["data"]["total"]) == (now["job"]["job_id"], 180_00)


@pytest.mark.shows("SGN-4")
def test_a_deposit_leads_on_to_paying_it_and_none_does_not(office: Office, visitor: Visitor) -> None:
    with_deposit, without = office.sent(tiers()), office.sent(gutters())

    paying = visitor.accept(with_deposit["token"], option_id=BASIC).json()
    done = visitor.accept(without["token"]).json()

    assert paying["next"] == f"http://portal.test/quote/{with_deposit['token']}#deposit"
    assert "next" not in done


@pytest.mark.shows("SGN-2")
def test_signing_again_answers_the_same_and_changes_nothing(office: Office, visitor: Visitor, context: Context) -> None:
    token = office.sent(tiers())["token"]
    first = visitor.accept(token, option_id=PREMIUM)
    before = counts(context)

    again = visitor.accept(token, option_id=BASIC, signer_name="Somebody else")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content
    assert counts(context) == before


@pytest.mark.shows("EST-7")
def test_a_stale_page_cannot_accept_a_newer_price(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"title": "Gutters and roof"})

    stale = visitor.accept(estimate["token"], version=1)
    forged = visitor.accept(estimate["token"], version=2, document_hash=estimate["document_hash"])
    current = visitor.accept(estimate["token"], version=2)

    assert (stale.status_code, stale.json()["code"], stale.json()["current_version"]) == (409, "stale_version", 2)
    assert (forged.status_code, forged.json()["code"]) == (409, "stale_version")
    assert current.status_code == 201


@pytest.mark.shows("EST-2", "SGN-2")
@pytest.mark.parametrize(
    ("choice", "field"),
    [
        ({"option_id": NOWHERE}, "option_id"),
        ({}, "option_id"),
        ({"option_id": BASIC, "optional_item_ids": [NOWHERE]}, "optional_item_ids"),
        ({"option_id": BASIC, "maintenance_plan_id": NOWHERE}, "maintenance_plan_id"),
    ],
)
def test_only_what_is_on_offer_can_be_chosen(
    office: Office, visitor: Visitor, context: Context, choice: dict[str, Any], field: str
) -> None:
    token = office.sent(tiers())["token"]
    before = counts(context)

    refused = visitor.accept(token, **choice)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_choice")
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert counts(context) == before


def test_an_option_of_another_estimate_is_none_of_this_one(office: Office, visitor: Visitor) -> None:
    theirs = office.draft(tiers(options=[{"name": "Theirs", "line_items": tiers()["options"][0]["line_items"]}]))
    token = office.sent(tiers())["token"]

    refused = visitor.accept(token, option_id=theirs["document"]["options"][0]["id"])

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "option_id")


@pytest.mark.shows("EST-2")
def test_a_maintenance_plan_can_be_all_that_is_accepted(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(plans())

    answer = visitor.accept(estimate["token"], maintenance_plan_id=YEARLY)

    assert answer.status_code == 201
    accepted = office.estimate(estimate["estimate_id"])
    assert (accepted["kind"], accepted["acceptance"]["maintenance_plan_id"]) == ("maintenance", YEARLY)


@pytest.mark.shows("SGN-1")
@pytest.mark.parametrize("consent", [False, None, "true", 1])
def test_without_a_plain_yes_to_signing_electronically_nothing_is_signed(
    office: Office, visitor: Visitor, consent: object
) -> None:
    token = office.sent(gutters())["token"]

    refused = visitor.accept(token, consent=consent)
    missing = visitor.do(token, "accept", {"version": 1, "signer_name": "Pat", "signature": {"kind": "typed"}})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "consent")
    assert "consent" in [error["field"] for error in missing.json()["errors"]]
    assert visitor.page(token)["status"] == "sent"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version": "1"}, "version"),
        ({"version": None}, "version"),
        ({"signer_name": " "}, "signer_name"),
        ({"signature": {"kind": "typed", "text": ""}}, "signature.text"),
        ({"signature": {"kind": "stamped"}}, "signature.kind"),
        ({"discount": 100}, "discount"),
    ],
)
def test_a_malformed_acceptance_names_its_field(
    office: Office, visitor: Visitor, change: dict[str, Any], field: str
) -> None:
    token = office.sent(gutters())["token"]

    refused = visitor.accept(token, **change)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.shows("EST-1", "EST-3")
def test_the_last_day_ends_at_midnight_where_the_business_is(office: Office, visitor: Visitor) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        first, second = (office.sent(gutters(expires_on="2026-11-30"))["token"] for _ in range(2))

    with time_machine.travel(datetime(2026, 12, 1, 4, 59, 59, tzinfo=UTC), tick=False):  # 23:59:59 in New York
        open_still = visitor.page(first)["today_expired"]
        in_time = visitor.accept(first)
    with time_machine.travel(datetime(2026, 12, 1, 5, 0, 0, tzinfo=UTC), tick=False):
        over = visitor.page(second)["today_expired"]
        late = visitor.accept(second)

    assert (open_still, in_time.status_code) == (False, 201)
    assert (over, late.status_code, late.json()["code"]) == (True, 409, "not_acceptable")


@pytest.mark.shows("LNK-5")
def test_a_signed_link_accepts_like_any_other(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(tiers(), public_token=False)
    token = signed(estimate["estimate_id"], purpose="proposal")

    answer = visitor.accept(token, option_id=BASIC)

    assert (answer.status_code, answer.json()["next"]) == (201, f"http://portal.test/l/{token}#deposit")


@pytest.mark.shows("EST-4")
def test_declining_tells_the_office_why_once(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())

    answers = [visitor.do(estimate["token"], "decline", {"reason": "Too dear"}) for _ in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"status": "declined"})] * 2
    (event,) = published(context, "EstimateDeclined")
    assert (event["data"]["reason"], event["data"]["customer_name"]) == ("Too dear", "Pat Doe")
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "declined"]


@pytest.mark.shows("EST-7", "EST-4")
def test_a_newer_version_is_not_declined_unseen(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"title": "Cheaper gutters"})

    unseen = visitor.do(estimate["token"], "decline", {"version": 1, "reason": "The price"})
    seen = visitor.do(estimate["token"], "decline", {"version": 2, "reason": "The price"})
    again = visitor.do(estimate["token"], "decline", {"version": 1, "reason": "The price"})

    assert (unseen.status_code, unseen.json()["code"], unseen.json()["current_version"]) == (409, "stale_version", 2)
    assert [(answer.status_code, answer.json()) for answer in (seen, again)] == [(200, {"status": "declined"})] * 2


@pytest.mark.shows("EST-3")
def test_what_was_declined_or_withdrawn_cannot_be_accepted(office: Office, visitor: Visitor) -> None:
    declined, withdrawn = office.sent(gutters()), office.sent(gutters())
    visitor.do(declined["token"], "decline", {})
    office.post(f"/estimates/{withdrawn['estimate_id']}/void", {"reason": "Wrong house"})

    answers = [visitor.accept(one["token"]) for one in (declined, withdrawn)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "not_acceptable")] * 2


def test_what_was_accepted_cannot_be_declined(office: Office, visitor: Visitor) -> None:
    token = office.sent(gutters())["token"]
    visitor.accept(token)

    refused = visitor.do(token, "decline", {})

    assert (refused.status_code, refused.json()["code"]) == (409, "not_declinable")
