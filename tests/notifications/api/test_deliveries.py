from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from services.notifications.domain.outcome import Refused
from shared.service import Context
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver, run_tasks


def system() -> dict[str, str]:
    return business.bearer("notifications", Caller("system"))


@pytest.fixture
def context(open_service: OpenService, tmp_path: Path) -> Context:
    return story.open_business(open_service, MAILBOX_DIR=str(tmp_path / "mailbox"))


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


@pytest.mark.shows("NOT-2")
def test_the_office_sees_what_became_of_each_message_of_a_record(client: TestClient, context: Context) -> None:
    deliver(context, story.estimate_sent())
    run_tasks(context)
    deliver(context, business.invoice_paid())
    run_tasks(with_mailer(context, FakeMailer(Refused("address_refused"))))

    of_estimate = client.get("/deliveries", params={"record_id": str(business.ESTIMATE)}, headers=story.owner()).json()
    everything = client.get("/deliveries", headers=story.owner()).json()

    failed = client.get("/deliveries", params={"status": "failed"}, headers=story.owner()).json()
    assert [item["template"] for item in failed["items"]] == ["receipt_customer"]
    (link_mail,) = of_estimate["items"]
    assert (link_mail["template"], link_mail["channel"], link_mail["recipient_kind"]) == (
        "estimate_sent",
        "email",
        "customer",
    )
    assert (link_mail["status"], link_mail["category"], link_mail["attempts"]) == ("sent", None, 1)
    assert link_mail["undecided"] is False
    assert link_mail["sent_at"] is not None
    assert [(item["template"], item["category"]) for item in everything["items"]] == [
        ("payment_received_office", None),
        ("receipt_customer", "address_refused"),
        ("estimate_sent", None),
    ]


def test_messages_come_page_by_page(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    deliver(context, business.invoice_paid())

    first = client.get("/deliveries", params={"limit": 3}, headers=story.owner()).json()
    second = client.get(
        "/deliveries", params={"limit": 3, "cursor": first["next_cursor"]}, headers=story.owner()
    ).json()

    assert [item["template"] for item in first["items"] + second["items"]] == [
        "payment_received_office",
        "receipt_customer",
        "estimate_accepted_office",
        "estimate_accepted_customer",
    ]
    assert second["next_cursor"] is None


def test_another_workspace_sees_none_of_them(client: TestClient, context: Context) -> None:
    deliver(context, story.estimate_sent())

    answer = client.get("/deliveries", headers=story.owner(business.OTHER_WORKSPACE))

    assert answer.json() == {"items": [], "next_cursor": None}


def test_what_is_no_cursor_is_refused(client: TestClient) -> None:
    answer = client.get("/deliveries", params={"cursor": "7"}, headers=story.owner())

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


@pytest.mark.shows("NOT-1", "PAY-4")
def test_the_mailbox_holds_every_message_as_it_would_have_gone_out(client: TestClient, context: Context) -> None:
    deliver(context, story.estimate_sent())
    deliver(context, business.invoice_paid())
    run_tasks(context)

    listed = client.get("/mailbox", headers=system()).json()
    receipt = client.get(f"/mailbox/{listed[1]['id']}", headers=system()).json()

    assert [(mail["to"], mail["subject"]) for mail in listed] == [
        (business.OWNER_EMAIL, "Dana Fox paid INV-2001 · $612.50"),
        (business.CUSTOMER_EMAIL, "Receipt INV-2001 from Bright Lawn & Paving · $612.50"),
        (business.CUSTOMER_EMAIL, "Your estimate E-1001 from Bright Lawn & Paving"),
    ]
    assert sorted(listed[0]) == ["at", "from", "headers", "id", "kind", "subject", "to"]
    assert listed[0]["from"] == "Bright Lawn & Paving <no-reply@localhost>"
    assert "Balance: $0.00" in receipt["text"]
    assert "<h1" in receipt["html"]
    assert receipt["headers"]["Reply-To"] == "hello@brightlawn.test"


def test_the_mailbox_answers_the_gateway_only(client: TestClient) -> None:
    answers = [client.get("/mailbox"), client.get("/mailbox", headers=story.owner())]

    assert [answer.status_code for answer in answers] == [401, 401]


def test_a_message_that_is_not_there_is_not_found(client: TestClient) -> None:
    answer = client.get(f"/mailbox/{business.ESTIMATE}", headers=system())

    assert (answer.status_code, answer.json()["code"]) == (404, "message_not_found")


def test_there_is_no_mailbox_where_mail_goes_out(open_service: OpenService, tmp_path: Path) -> None:
    environment = {"MAILBOX_DIR": str(tmp_path), "SMTP_URL": "smtp://mail.test", "MAIL_FROM": "portal@mail.test"}
    context = story.open_business(open_service, **environment)

    answer = TestClient(api_of(context)).get("/mailbox", headers=system())

    assert (answer.status_code, answer.json()["code"]) == (404, "mailbox_not_in_use")


def test_what_failed_is_tried_once_more_and_what_did_not_is_not(client: TestClient, context: Context) -> None:
    deliver(context, story.estimate_sent())
    run_tasks(with_mailer(context, FakeMailer(Refused("address_refused"))))
    (failed,) = client.get("/deliveries", headers=story.owner()).json()["items"]
    retry = f"/deliveries/{failed['delivery_id']}/retry"

    again = client.post(retry, headers=story.owner())
    run_tasks(context)
    (sent,) = client.get("/deliveries", headers=story.owner()).json()["items"]
    refused = client.post(retry, headers=story.owner())

    assert (failed["status"], again.json()["status"], sent["status"]) == ("failed", "queued", "sent")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_retryable")
    assert client.post(f"/deliveries/{business.ESTIMATE}/retry", headers=story.owner()).status_code == 404
