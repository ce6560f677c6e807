"""Text messages by a Twilio that behaves, and misbehaves, as theirs does."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notifications.domain.delivery import IN_DOUBT, LADDER, Delivery
from services.notifications.domain.text_messages import RECIPIENT_A_DAY
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import later, lookups, story, texting
from tests.notifications.later import MONDAY_NOON, beat, told
from tests.notifications.texting import HOOK, PHONE
from tests.notifications.twilio_server import HANG, HANG_UP, NUMBER, TwilioServer, named_delivery, twilio
from tests.support import business
from tests.support.services import published

pytestmark = pytest.mark.shows("NOT-1", "NOT-2")


@pytest.fixture
def server() -> Iterator[TwilioServer]:
    with twilio() as running:
        yield running


@pytest.fixture
def context(open_service: OpenService, server: TwilioServer) -> Context:
    return texting.open_business(open_service, server)


def text_sent(**changes: Any) -> Any:
    return story.estimate_sent(channel="sms", customer_phone=PHONE, **changes)


def texts(context: Context) -> list[Delivery]:
    return [one for one in story.deliveries(context) if one.channel == "sms"]


def test_an_estimate_is_texted_with_its_link_and_its_sender(context: Context, server: TwilioServer) -> None:
    told(context, text_sent())

    (sent,) = server.taken
    (delivery,) = texts(context)
    assert (sent["To"], sent["From"]) == (PHONE, NUMBER)
    assert sent["Body"].startswith("Bright Lawn & Paving: ")
    assert "https://portal.test/quote/" in sent["Body"] or business.LINK in sent["Body"]
    assert "via=sms" in sent["Body"]
    assert named_delivery(sent) == str(delivery.id)
    assert (delivery.status, delivery.reference) == ("sent", "SM" + "1".zfill(32))


@pytest.mark.parametrize(
    ("phone", "state", "category", "blocked"),
    [
        ("+1", {}, "address_refused", True),
        (PHONE, {"landlines": {PHONE}}, "address_refused", True),
        (PHONE, {"unsubscribed": {PHONE}}, "stopped", True),
        (PHONE, {"faults": [400]}, "message_refused", False),
    ],
)
def test_what_is_refused_for_good_is_told_by_its_category(
    context: Context, server: TwilioServer, *, phone: str, state: dict[str, Any], category: str, blocked: bool
) -> None:
    for name, value in state.items():
        setattr(server, name, deepcopy(value))

    told(context, text_sent() if phone == PHONE else story.estimate_sent(channel="sms", customer_phone=phone))
    server.landlines.clear()
    server.unsubscribed.clear()
    told(context, story.estimate_sent(channel="sms", customer_phone=phone, estimate_id=new_id()))

    first, second = texts(context)
    assert (first.status, first.category) == ("failed", category)
    assert (second.status == "suppressed") is blocked
    assert len(server.taken) == int(not blocked)


@pytest.mark.parametrize("status", [401, 429, 503])
def test_what_was_not_taken_for_certain_is_tried_again_and_is_not_in_doubt(
    context: Context, server: TwilioServer, status: int
) -> None:
    server.faults = [status]
    told(context, text_sent())

    texting.pass_time(context, MONDAY_NOON + LADDER[0])

    (delivery,) = texts(context)
    assert (delivery.status, delivery.undecided, len(server.taken)) == ("sent", False, 1)


@pytest.mark.parametrize(("fault", "copies"), [(500, 1), (502, 1), (HANG_UP, 2), (HANG, 2)])
def test_an_answer_that_never_came_makes_one_more_at_the_most_which_is_marked(
    context: Context, server: TwilioServer, fault: int | str, copies: int
) -> None:
    server.faults = [fault]
    told(context, text_sent())

    for wait in (IN_DOUBT, timedelta(hours=2)):
        texting.pass_time(context, MONDAY_NOON + wait)

    (delivery,) = texts(context)
    assert (delivery.status, delivery.undecided, len(server.taken)) == ("sent", True, copies)


def test_where_twilio_tells_later_that_it_has_it_there_is_no_second_one(context: Context, server: TwilioServer) -> None:
    server.faults = [HANG_UP]
    told(context, text_sent())
    (sent,) = server.taken

    texting.call(context, url=sent["StatusCallback"], MessageSid="SM1", MessageStatus="sent")
    texting.pass_time(context, MONDAY_NOON + IN_DOUBT)

    (delivery,) = texts(context)
    assert (delivery.status, len(server.taken)) == ("sent", 1)
    assert [event["data"]["channel"] for event in published(context, "MessageSent")] == ["sms"]


def test_what_cannot_be_delivered_is_told_afterwards_once(context: Context, server: TwilioServer) -> None:
    told(context, text_sent())
    (sent,) = server.taken

    for _ in range(2):
        failed = {"MessageStatus": "undelivered", "ErrorCode": "30006"}
        answer = texting.call(context, url=sent["StatusCallback"], MessageSid="SM1", **failed)
    told(context, text_sent(estimate_id=new_id()))

    first, second = texts(context)
    assert answer.status_code == 204
    assert (first.status, first.category) == ("failed", "address_refused")
    assert second.status == "suppressed"
    assert [event["data"]["category"] for event in published(context, "MessageFailed")] == [
        "address_refused",
        "suppressed",
    ]


@pytest.mark.parametrize(
    ("url", "token"),
    [(HOOK, "another token"), ("https://elsewhere.test/webhooks/twilio", "another token")],
)
def test_what_twilio_has_not_signed_changes_nothing(context: Context, url: str, token: str) -> None:
    told(context, text_sent())

    answer = texting.call(context, url=url, token=token, From=PHONE, Body="STOP", MessageSid="SM2")
    told(context, text_sent(estimate_id=new_id()))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_twilio")
    assert [one.status for one in texts(context)] == ["sent", "sent"]


@pytest.mark.parametrize("word", ["STOP", "stop", " Unsubscribe. "])
def test_stop_ends_all_texts_of_every_business_and_start_begins_them_again(
    context: Context, server: TwilioServer, word: str
) -> None:
    other = {"workspace_id": business.OTHER_WORKSPACE, "owner_id": story.OTHER_OWNER}
    told(context, business.workspace_created(slug="other", **other))
    both = (business.WORKSPACE, business.OTHER_WORKSPACE)

    def text_both() -> list[str]:
        before = len(texts(context))
        for workspace in both:
            told(context, text_sent(workspace_id=workspace, estimate_id=new_id()))
        return [one.category or one.status for one in texts(context)[before:]]

    first = text_both()
    stopped = texting.call(context, From=PHONE, Body=word, MessageSid="SM3")
    after_stop = text_both()
    texting.call(context, From=PHONE, Body="Start", MessageSid="SM4")
    after_start = text_both()

    assert stopped.text == "<Response></Response>"
    assert (first, after_stop, after_start) == (["sent"] * 2, ["stopped"] * 2, ["sent"] * 2)
    assert len(server.taken) == 4


def test_help_says_who_we_are_unless_twilio_has(context: Context) -> None:
    told(context, text_sent())

    answer = texting.call(context, From=PHONE, Body="help", MessageSid="SM5")
    answered = texting.call(context, From=PHONE, Body="help", MessageSid="SM6", OptOutType="HELP")
    stranger = texting.call(context, From="+12125550999", Body="help", MessageSid="SM7")

    assert "<Message>Bright Lawn &amp; Paving: " in answer.text
    assert "STOP" in answer.text
    assert answered.text == stranger.text == "<Response></Response>"


def test_whatever_else_is_texted_is_read_by_the_office_once(context: Context) -> None:
    told(context, text_sent())

    for _ in range(2):
        texting.call(context, From=PHONE, Body="Could you come on Friday?", MessageSid="SM8")

    (notice,) = [one for one in story.notices(context) if one.kind == "text_received"]
    assert notice.text == "Dana Fox ((212) 555-0123) texted: Could you come on Friday?"


def test_nobody_is_woken_by_what_goes_out_by_itself(context: Context, server: TwilioServer) -> None:
    eight_in_the_evening = datetime(2026, 11, 24, 1, tzinfo=UTC)
    eight_in_the_morning = datetime(2026, 11, 24, 13, tzinfo=UTC)
    minute = timedelta(minutes=1)
    done = later.job_completed(customer_email=None, customer_phone=PHONE, completed_at=MONDAY_NOON - timedelta(days=1))
    told(context, done, MONDAY_NOON)

    server.faults = [503]
    beat(context, eight_in_the_evening - minute)
    texting.pass_time(context, eight_in_the_evening - minute)
    told(context, text_sent(), eight_in_the_evening)
    for moment in (eight_in_the_evening + minute, eight_in_the_morning - minute):
        texting.pass_time(context, moment)
    at_night = [one["Body"] for one in server.taken]
    texting.pass_time(context, eight_in_the_morning)

    # What the office sends by hand it sends when it says so.
    assert len(at_night) == 1
    assert "is ready" in at_night[0]
    assert len(server.taken) == 2


def test_a_number_gets_so_many_a_day_and_no_more(context: Context, server: TwilioServer) -> None:
    for _ in range(RECIPIENT_A_DAY + 1):
        told(context, text_sent(estimate_id=new_id()))
    next_day = MONDAY_NOON + timedelta(days=1, minutes=1)
    told(context, text_sent(estimate_id=new_id()), next_day)

    assert [one.category for one in texts(context)] == [None] * RECIPIENT_A_DAY + ["too_many_texts", None]
    assert len(server.taken) == RECIPIENT_A_DAY + 1


@pytest.mark.shows("NOT-3", "NOT-4", "LKP-1", "SGN-2")
def test_who_has_only_a_phone_is_texted_what_others_are_mailed(context: Context, server: TwilioServer) -> None:
    told(context, text_sent(customer_email=None, expires_on=None))
    told(context, later.job_completed(customer_email=None, customer_phone=PHONE))
    told(context, lookups.proposals_found(customer_email="", customer_phone=PHONE))

    for days in (1, 3):
        beat(context, MONDAY_NOON + timedelta(days=days))
        texting.pass_time(context, MONDAY_NOON + timedelta(days=days))

    assert [one.template for one in texts(context)] == [
        "estimate_sent",
        "proposals_found",
        "follow_up",
        "estimate_reminder",
    ]
    assert len(server.taken) == 4
    marks = [re.findall(r"via=([a-z-]+)", one["Body"])[0] for one in server.taken]
    assert sorted(marks) == ["follow-up", "sms", "sms", "sms"]


def test_without_twilio_a_text_fails_and_says_so(open_service: OpenService) -> None:
    context = story.open_business(open_service)

    told(context, text_sent())

    (delivery,) = texts(context)
    assert (delivery.status, delivery.category) == ("failed", "sms_unavailable")
