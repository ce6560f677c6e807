"""Wanting no more reminders: the link is in each of them, and what is needed still comes."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from starlette.testclient import TestClient

from shared.service import Context
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.notifications.later import MONDAY_NOON
from tests.support import business
from tests.support.apps import api_of
from tests.support.business import bearer
from tests.support.services import deliver, run_tasks


def headers() -> dict[str, str]:
    """Of a visitor, as the gateway says them: good for a minute."""
    return bearer("notifications", Caller("anonymous"))


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


def follow_up(context: Context) -> EmailMessage:
    """The follow-up to a job as it goes out."""
    mailer = FakeMailer()
    later.told(context, later.job_completed())
    later.beat(context, MONDAY_NOON + timedelta(days=1))
    with later.at(MONDAY_NOON + timedelta(days=1)):
        run_tasks(with_mailer(context, mailer))
    return mailer.taken[-1]


def path_of(message: EmailMessage) -> str:
    token = str(message["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    return f"/public/unsubscribe/{token}"


@pytest.mark.shows("SET-2", "NOT-2")
def test_a_reminder_says_how_to_get_no_more_of_them_and_a_receipt_does_not(context: Context) -> None:
    reminder = follow_up(context)
    mailer = FakeMailer()
    deliver(context, story.invoice_due())
    run_tasks(with_mailer(context, mailer))

    assert str(reminder["List-Unsubscribe"]).startswith("<http://portal.test/u/")
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "No more of these: http://portal.test/u/" in text_of(reminder)
    assert mailer.taken[-1]["List-Unsubscribe"] is None


@pytest.mark.shows("SET-2", "NOT-2")
def test_who_wants_no_more_is_reminded_of_nothing_and_told_what_is_needed(context: Context) -> None:
    client = TestClient(api_of(context))
    path = path_of(follow_up(context))

    client.post(path, json={"out": True}, headers=headers())

    mailer = FakeMailer()
    later.told(context, story.estimate_sent(expires_on=None))
    later.beat(context, MONDAY_NOON + timedelta(days=3))
    with later.at(MONDAY_NOON + timedelta(days=3)):
        deliver(context, business.invoice_paid())
        run_tasks(with_mailer(context, mailer))
    (reminder,) = later.queued(context, "estimate_reminder")
    assert (reminder.status, reminder.category) == ("suppressed", "suppressed")
    assert business.CUSTOMER_EMAIL in mailer.tried


@pytest.mark.shows("LNK-10")
def test_looking_changes_nothing_and_out_can_be_taken_back(context: Context) -> None:
    client = TestClient(api_of(context))
    path = path_of(follow_up(context))

    looked = [client.get(path, headers=headers()).json()["is_out"] for _ in range(2)]
    out = client.post(path, json={"out": True}, headers=headers()).json()
    back = client.post(path, json={"out": False}, headers=headers()).json()

    assert (looked, out["is_out"], back["is_out"]) == ([False, False], True, False)
    assert out["address"] == "d…@fox.test"


@pytest.mark.parametrize("token", ["x", "0192000000007000800000000000000a.made-up", "0192000000007000800000000000000a"])
def test_a_made_up_link_opens_nothing(context: Context, token: str) -> None:
    client = TestClient(api_of(context))

    assert client.get(f"/public/unsubscribe/{token}", headers=headers()).status_code == 404
    assert client.post(f"/public/unsubscribe/{token}", json={}, headers=headers()).status_code == 404
