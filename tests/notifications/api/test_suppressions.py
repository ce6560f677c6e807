"""Mail that came back: reported by the provider, shown to the office, and lifted by it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from shared.clock import utc_now
from shared.ids import new_id
from shared.service import Context
from shared.web.app import build_api
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

pytestmark = pytest.mark.shows("NOT-2")

KEY = b"k" * 32
SECRET = "whsec_" + base64.b64encode(KEY).decode()
DANA = business.CUSTOMER_EMAIL


@pytest.fixture
def context(open_service: OpenService) -> Context:
    """One mail to Dana Fox has been taken."""
    context = with_mailer(story.open_business(open_service, MAIL_WEBHOOK_SECRET=SECRET), FakeMailer())
    send(context)
    return context


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(build_api(context)) as client:
        yield client


def send(context: Context) -> str:
    deliver(context, story.estimate_sent(estimate_id=new_id()))
    run_tasks(context)
    delivery = story.deliveries(context)[-1]
    return delivery.category or delivery.status


def report(client: TestClient, *, key: bytes = KEY, late: int = 0, body: bytes | None = None, **event: Any) -> Any:
    content = body or json.dumps({"events": [{"type": "bounced", "recipient": DANA} | event]}).encode()
    stamp = str(int(utc_now().timestamp()) - late)
    signature = hmac.new(key, b"msg_1." + stamp.encode() + b"." + content, hashlib.sha256).digest()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": stamp,
        "webhook-signature": "v1,aGVsbG8= v1," + base64.b64encode(signature).decode(),
    }
    return client.post("/webhooks/mail", content=content, headers=headers)


def shown(client: TestClient, address: str = DANA) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(
        "/suppressions", params={"address": [address, "nobody@fox.test"]}, headers=story.owner()
    ).json()
    return found


@pytest.mark.parametrize("named", [True, False], ids=["by its Message-ID", "by its address"])
def test_mail_that_came_back_for_good_is_told_and_nothing_more_goes_there(
    context: Context, client: TestClient, *, named: bool
) -> None:
    (sent,) = story.deliveries(context)
    about = {"message_id": sent.message_id} if named else {}

    answers = [report(client, permanent=True, reason="550 5.1.1\r\nno such <user>", **about) for _ in range(2)]

    (bounced,) = story.deliveries(context)
    (there,) = shown(client, "DANA@fox.test")
    assert [answer.status_code for answer in answers] == [204, 204]
    assert (bounced.status, bounced.category) == ("failed", "bounced")
    assert [event["data"]["category"] for event in published(context, "MessageFailed")] == ["bounced"]
    assert (there["blocks"], there["reason"], there["detail"]) == ("all", "bounced", "550 5.1.1 no such <user>")
    assert "right address" in there["what_to_do"]
    assert send(context) == "suppressed"


def test_mail_that_came_back_for_now_is_told_and_the_next_one_goes_out(context: Context, client: TestClient) -> None:
    report(client, reason="452 4.2.2 mailbox full")

    (failed,) = story.deliveries(context)
    assert (failed.category, shown(client), send(context)) == ("not_delivered", [], "sent")


def test_after_a_complaint_only_what_is_needed_goes_there(context: Context, client: TestClient) -> None:
    report(client, type="complained")
    later.told(context, later.job_completed())
    later.beat(context, later.MONDAY_NOON + later.timedelta(days=1))
    with later.at(later.MONDAY_NOON + later.timedelta(days=1)):
        run_tasks(context)

    (follow_up,) = later.queued(context, "follow_up")
    (there,) = shown(client)
    assert (follow_up.status, there["blocks"], there["reason"]) == ("suppressed", "optional", "complained")
    assert send(context) == "sent"


def test_the_office_has_it_written_to_again(context: Context, client: TestClient) -> None:
    report(client, permanent=True)
    viewer = business.bearer("notifications", later_viewer())

    refused = client.delete("/suppressions", params={"address": DANA}, headers=viewer)
    elsewhere = client.delete("/suppressions", params={"address": DANA}, headers=story.owner(business.OTHER_WORKSPACE))
    still = shown(client)
    lifted = [client.delete("/suppressions", params={"address": " Dana@FOX.test"}, headers=story.owner()) for _ in "ab"]

    assert (refused.status_code, elsewhere.status_code, len(still)) == (403, 204, 1)
    assert [answer.status_code for answer in lifted] == [204, 204]
    assert (shown(client), send(context)) == ([], "sent")


def later_viewer() -> Any:
    return story.Caller("staff", business.WORKSPACE, role="viewer")


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"key": b"x" * 32}, 403, "not_from_mail_provider"),
        ({"late": 400}, 403, "not_from_mail_provider"),
        ({"late": -400}, 403, "not_from_mail_provider"),
        ({"body": b"{}"}, 422, "invalid_report"),
        ({"body": b"no json"}, 422, "invalid_report"),
        ({"type": "opened"}, 422, "invalid_report"),
    ],
)
def test_what_is_not_signed_or_cannot_be_read_changes_nothing(
    context: Context, client: TestClient, wrong: dict[str, Any], status: int, code: str
) -> None:
    answer = report(client, permanent=True, **wrong)

    (sent,) = story.deliveries(context)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (sent.status, shown(client)) == ("sent", [])


def test_of_an_address_that_we_never_wrote_to_nothing_is_kept(context: Context, client: TestClient) -> None:
    answer = report(client, recipient="stranger@fox.test", permanent=True)

    assert (answer.status_code, shown(client, "stranger@fox.test")) == (204, [])
