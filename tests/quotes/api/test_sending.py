"""Sending an estimate: the form of its link, and why a send fails."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from services.quotes.manifest import service
from shared.events.notifications import ChannelAvailabilityChanged
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import WORKSPACE, Office, Visitor, gutters, open_workspace, plans, rows, tiers
from tests.support.services import deliver, published


@pytest.mark.shows("LNK-3", "LNK-4")
def test_a_record_with_a_public_token_goes_out_under_it(office: Office, context: Context) -> None:
    estimate = office.draft(tiers())

    answer = office.post(f"/estimates/{estimate['estimate_id']}/send", {})

    prefix, _, token = answer["link"].rpartition("/")
    assert (answer["status"], prefix, len(token)) == ("sent", "http://portal.test/quote", 43)
    (event,) = published(context, "EstimateSent")
    assert event["data"] == {
        "workspace_id": str(WORKSPACE),
        "estimate_id": estimate["estimate_id"],
        "number": "E-1001",
        "title": "House wash",
        "kind": "proposal",
        "version": 1,
        "channel": "email",
        "customer_id": estimate["customer"]["customer_id"],
        "customer_name": "Pat Doe",
        "customer_email": "pat@example.com",
        "customer_phone": None,
        "link": answer["link"],
        "currency": "USD",
        "total_from": 100_00,
        "expires_on": None,
        "cause": "sent",
    }


@pytest.mark.shows("LNK-1", "LNK-3")
def test_a_record_without_one_gets_a_signed_link_for_as_long_as_the_workspace_says(
    office: Office, visitor: Visitor
) -> None:
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC), tick=False):
        estimate = office.draft(gutters(), public_token=False)
        link = office.post(f"/estimates/{estimate['estimate_id']}/send", {})["link"]

    assert link.startswith("http://portal.test/l/ey")
    token = link.rpartition("/")[2]
    with time_machine.travel(datetime(2026, 12, 30, tzinfo=UTC)):
        assert visitor.page(token)["purpose"] == "estimate"
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC)):
        late = visitor.ask("GET", f"/public/links/{token}")
    assert (late.status_code, late.json()["code"]) == (410, "link_expired")


@pytest.mark.shows("LNK-3")
@pytest.mark.parametrize("record_type", ["generic", "asphalt", "residential", "fleet", "commercial_building"])
@pytest.mark.parametrize(("public_token", "form", "folder"), [(True, "token", "quote"), (False, "signed", "l")])
def test_a_resend_keeps_the_form_of_the_link(
    office: Office, record_type: str, public_token: bool, form: str, folder: str
) -> None:
    estimate = office.draft(gutters(record_type=record_type), public_token=public_token)
    path = f"/estimates/{estimate['estimate_id']}"

    links = [office.post(f"{path}/send", {})["link"] for _ in range(2)] + [office.get(f"{path}/link")["link"]]

    assert {link.split("/")[3] for link in links} == {folder}
    assert office.get(f"{path}/link")["form"] == form


@pytest.mark.shows("LNK-4")
def test_links_are_based_on_the_businesss_own_site_where_there_is_no_other(open_service: OpenService) -> None:
    context = open_service(service, PORCHLIGHT_PUBLIC_URL="")
    open_workspace(context, public_site_url="https://bright.example/")
    office = Office(context)

    estimate = office.sent(gutters())

    assert estimate["link"] == f"https://bright.example/quote/{estimate['token']}"


@pytest.mark.shows("LNK-4", "LNK-8")
def test_without_any_address_the_send_fails_and_changes_nothing(open_service: OpenService) -> None:
    context = open_service(service, PORCHLIGHT_PUBLIC_URL="")
    open_workspace(context)
    office = Office(context)
    estimate = office.draft(gutters())
    before = rows(context)

    refused = office.ask("POST", f"/estimates/{estimate['estimate_id']}/send", {})

    assert (refused.status_code, refused.json()["code"], refused.json()["category"]) == (
        422,
        "send_failed",
        "link_setup",
    )
    assert rows(context) == before
    assert office.estimate(estimate["estimate_id"])["link"] is None


@pytest.mark.shows("LNK-5", "LNK-8")
def test_without_a_secret_only_records_with_a_token_can_be_sent(open_service: OpenService) -> None:
    context = open_service(service, CUSTOMER_TOKEN_SECRET="")
    open_workspace(context)
    office, visitor = Office(context), Visitor(context)
    without = office.draft(gutters(), public_token=False)

    refused = office.ask("POST", f"/estimates/{without['estimate_id']}/send", {})
    estimate = office.sent(tiers())

    assert refused.json()["category"] == "link_setup"
    assert visitor.accept(estimate["token"], option_id=tiers()["options"][0]["id"]).status_code == 201


@pytest.mark.shows("LNK-8")
@pytest.mark.parametrize(
    ("content", "person", "body", "category"),
    [
        (gutters(), {"email": None}, {}, "missing_contact"),
        (gutters(), {"email": None, "phone": "212 555 0100"}, {"channel": "email"}, "missing_contact"),
        (gutters(), {}, {"channel": "sms"}, "missing_contact"),
        (gutters(), {"phone": "212 555 0100"}, {"channel": "sms"}, "sms_unavailable"),
        (gutters(), {}, {"kind": "proposal"}, "missing_options"),
        (tiers(), {}, {"kind": "maintenance"}, "missing_maintenance_plan"),
    ],
)
def test_a_send_that_fails_says_why_and_changes_nothing(
    office: Office, context: Context, *, content: Any, person: Any, body: Any, category: str
) -> None:
    estimate = office.draft(content, customer_id=office.customer(**person))
    before = rows(context)

    refused = office.ask("POST", f"/estimates/{estimate['estimate_id']}/send", body)

    assert (refused.status_code, refused.json()["category"]) == (422, category)
    assert rows(context) == before


@pytest.mark.shows("LNK-6")
@pytest.mark.parametrize(
    ("content", "kind"), [(gutters(), "estimate"), (tiers(), "proposal"), (plans(), "maintenance")]
)
def test_it_goes_out_as_what_its_content_makes_of_it(office: Office, visitor: Visitor, content: Any, kind: str) -> None:
    token = office.sent(content)["token"]

    page = visitor.page(token)

    assert (page["kind"], page["purpose"]) == (kind, kind)


@pytest.mark.shows("EST-3")
def test_what_has_been_accepted_or_is_over_is_not_sent(office: Office, visitor: Visitor) -> None:
    accepted, over = office.sent(gutters()), office.draft(gutters(expires_on="2026-01-31"))
    visitor.accept(accepted["token"])

    answers = [office.ask("POST", f"/estimates/{one['estimate_id']}/send", {}) for one in (accepted, over)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "not_sendable")] * 2


@pytest.mark.shows("EST-3")
def test_the_office_is_told_whether_sending_again_would_be_refused(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    before = office.estimate(estimate["estimate_id"])["can_send"]

    visitor.accept(estimate["token"])

    assert (before, office.estimate(estimate["estimate_id"])["can_send"]) == (True, False)


@pytest.mark.shows("LNK-8")
def test_while_email_does_not_go_out_a_send_says_so_and_changes_nothing(office: Office, context: Context) -> None:
    estimate = office.draft(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    deliver(context, ChannelAvailabilityChanged(channel="email", available=False))
    before = rows(context)

    refused = office.ask("POST", f"{path}/send", {})

    assert (refused.status_code, refused.json()["category"]) == (422, "email_unavailable")
    assert rows(context) == before
    deliver(context, ChannelAvailabilityChanged(channel="email", available=True), sequence=2)
    assert office.post(f"{path}/send", {})["status"] == "sent"


@pytest.mark.shows("LNK-8")
def test_text_messages_go_out_once_they_are_set_up(office: Office, context: Context) -> None:
    estimate = office.draft(gutters(), customer_id=office.customer(phone="212 555 0100"))
    path, body = f"/estimates/{estimate['estimate_id']}/send", {"channel": "sms"}

    before = office.ask("POST", path, body).json()["category"]
    deliver(context, ChannelAvailabilityChanged(channel="sms", available=True))
    after = office.post(path, body)["status"]

    assert (before, after) == ("sms_unavailable", "sent")
    assert published(context, "EstimateSent")[0]["data"]["channel"] == "sms"
