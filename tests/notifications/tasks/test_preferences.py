"""What each member of an office is told of, and how: at once, once a day, as a text, or not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from starlette.testclient import TestClient

from services.notifications.adapters.letters import write_text
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.workspace import Workspace
from services.notifications.tasks import send_digests, sweep_deliveries
from shared.ids import new_id
from shared.service import Context
from shared.web.app import build_api
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import enquiries, later, story, word_of_mouth
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.notifications.later import MONDAY_NOON, told
from tests.support import business
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("SET-2", "NOT-1")

PATH = "/settings/notifications"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


def choose(context: Context, **mine: Any) -> Any:
    with TestClient(build_api(context)) as client:
        return client.patch(PATH, json={"mine": mine}, headers=story.owner())


def to_office(context: Context, channel: str = "email") -> list[Delivery]:
    found = (one for one in story.deliveries(context) if one.recipient_kind == "office")
    return [one for one in found if one.channel == channel]


def digest(context: Context, moment: datetime, *, times: int = 1) -> list[Delivery]:
    with later.at(moment):
        for _ in range(times):
            send_digests.run(context)
    return [one for one in story.deliveries(context) if one.template == "digest_office"]


def test_who_has_chosen_nothing_is_mailed_what_matters_and_shown_everything(context: Context) -> None:
    with TestClient(build_api(context)) as client:
        mine = client.get(PATH, headers=story.owner()).json()["mine"]

    assert mine["kinds"]["lead_created"] == {"email": "now", "in_app": True, "sms": False}
    assert mine["kinds"]["estimate_viewed"] == {"email": "off", "in_app": True, "sms": False}
    assert (mine["digest_hour"], mine["quiet_from"], mine["quiet_until"], mine["phone"]) == (8, 0, 0, None)


@pytest.mark.parametrize(("email", "mails"), [("now", 1), ("digest", 0), ("off", 0)])
@pytest.mark.parametrize(
    ("kind", "event"), [("lead_created", enquiries.lead_created()), ("estimate_viewed", story.estimate_viewed())]
)
def test_each_kind_is_mailed_as_its_reader_wants_it(
    context: Context, kind: str, event: Any, email: str, mails: int
) -> None:
    choose(context, kinds={kind: {"email": email}})

    told(context, event)

    assert len(to_office(context)) == mails
    assert [notice.kind for notice in story.notices(context)] == [kind]
    assert len(digest(context, MONDAY_NOON + DAY)) == int(email == "digest")


def test_what_is_but_shown_is_mailed_and_texted_in_the_words_of_its_notice(context: Context) -> None:
    mailer = FakeMailer()
    choose(context, phone="(212) 555-0177", kinds={"estimate_viewed": {"email": "now", "sms": True}})

    told(with_mailer(context, mailer), story.estimate_viewed())

    (mail,), (text,) = mailer.taken, to_office(context, "sms")
    with context.database.read() as session:
        workspace = session.get_one(Workspace, business.WORKSPACE)
    said = write_text(text.template, text.context, workspace=workspace, public_url="https://portal.test")
    assert mail["Subject"] == "Estimate viewed: The customer opened E-1001"
    assert f"http://portal.test/office/estimates/{business.ESTIMATE}" in text_of(mail)
    assert said.startswith(
        "Bright Lawn & Paving: Estimate viewed. The customer opened E-1001 https://portal.test/office"
    )


def test_what_is_not_wanted_in_the_console_is_not_shown_there_to_that_reader(context: Context) -> None:
    other = new_id()
    choose(context, kinds={"lead_created": {"in_app": False}})
    told(context, enquiries.lead_created())

    with TestClient(build_api(context)) as client:
        mine = client.get("/inbox", headers=story.owner()).json()
        theirs = client.get("/inbox", headers=story.owner(staff_id=other)).json()

    assert (mine["items"], mine["unread"]) == ([], 0)
    assert len(theirs["items"]) == 1


def test_a_text_goes_to_the_number_of_whoever_ticked_it(context: Context) -> None:
    refused = choose(context, kinds={"lead_created": {"sms": True}})
    choose(context, phone="(212) 555-0177", kinds={"lead_created": {"sms": True}})

    told(context, enquiries.lead_created())

    (text,) = to_office(context, "sms")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "phone")
    assert (text.recipient, text.template) == ("+12125550177", "notice_office")


def test_a_mail_that_falls_into_the_quiet_hours_waits_until_they_are_over(context: Context) -> None:
    choose(context, quiet_from=21, quiet_until=7)
    eleven_in_the_evening = datetime(2026, 11, 24, 4, tzinfo=UTC)
    mailer = FakeMailer()

    told(with_mailer(context, mailer), enquiries.lead_created(), eleven_in_the_evening)
    at_night = len(mailer.tried)
    with later.at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        sweep_deliveries.run(context)
        run_tasks(with_mailer(context, mailer))

    assert (at_night, len(mailer.tried)) == (0, 1)
    assert len(story.notices(context)) == 1


def test_a_day_comes_in_one_mail_and_a_day_of_nothing_in_none(context: Context) -> None:
    choose(context, digest_hour=9, kinds={"lead_created": {"email": "digest"}, "review_left": {"email": "digest"}})
    told(context, enquiries.lead_created(lead_id=new_id()))
    told(context, enquiries.lead_created(lead_id=new_id(), name="Otto <b>Lind</b>"))
    told(context, word_of_mouth.review_submitted(rating=5, is_private=False))
    nine = datetime(2026, 11, 24, 14, tzinfo=UTC)

    before = len(digest(context, nine - timedelta(minutes=1)))
    found = digest(context, nine, times=2)
    after = digest(context, nine + DAY, times=2)

    assert (before, len(found), len(after)) == (0, 1, 1)
    assert [item["title"] for item in found[0].context["items"]] == ["New estimate request"] * 2 + ["New review"]


def test_what_happens_after_the_digest_is_in_that_of_the_next_day_also_when_nobody_ran_for_one(
    context: Context,
) -> None:
    choose(context, kinds={"lead_created": {"email": "digest"}})
    told(context, enquiries.lead_created(lead_id=new_id()))
    first = digest(context, MONDAY_NOON + HOUR)
    told(context, enquiries.lead_created(lead_id=new_id()), MONDAY_NOON + 2 * HOUR)

    same_day = digest(context, MONDAY_NOON + 3 * HOUR)
    two_days_later = digest(context, MONDAY_NOON + 2 * DAY, times=3)

    assert (len(first), len(same_day), len(two_days_later)) == (1, 1, 2)


def test_the_digest_is_a_mail_with_each_of_them_and_its_words_are_harmless(context: Context) -> None:
    mailer = FakeMailer()
    choose(context, kinds={"lead_created": {"email": "digest"}})
    told(context, enquiries.lead_created(name="Otto <b>Lind</b>\r\nBcc: all@fox.test"))
    digest(context, MONDAY_NOON + HOUR)

    with time_machine.travel(MONDAY_NOON + HOUR, tick=False):
        run_tasks(with_mailer(context, mailer))

    (mail,) = mailer.taken
    assert mail["Subject"] == "What happened at Bright Lawn & Paving, November 23, 2026"
    assert "New estimate request: Otto <b>Lind</b> Bcc: all@fox.test asks for an estimate" in text_of(mail).replace(
        "\n", " "
    )
    assert "<b>Lind" not in text_of(mail, "html")


@pytest.mark.parametrize(
    ("mine", "field"),
    [
        ({"digest_hour": 24}, "digest_hour"),
        ({"quiet_from": -1}, "quiet_from"),
        ({"phone": "12"}, "phone"),
        ({"kinds": {"nothing": {"email": "now"}}}, "kinds"),
        ({"kinds": {"lead_created": {"email": "sometimes"}}}, "lead_created"),
    ],
)
def test_what_is_no_choice_is_refused_and_named(context: Context, mine: dict[str, Any], field: str) -> None:
    answer = choose(context, **mine)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_viewers_choose_for_themselves_and_programs_have_nothing_to_choose(context: Context) -> None:
    viewer = Caller("staff", business.WORKSPACE, actor_id=str(new_id()), role="viewer")
    program = Caller("staff", business.WORKSPACE, actor_id="key", role="office")

    with TestClient(build_api(context)) as client:
        answers = [
            client.patch(PATH, json=body, headers=business.bearer("notifications", caller)).status_code
            for caller, body in (
                (viewer, {"mine": {"digest_hour": 7}}),
                (viewer, {"mine": {"digest_hour": 7}, "follow_up_hours": 1}),
                (program, {"mine": {"digest_hour": 7}}),
            )
        ]
        seen = client.get(PATH, headers=business.bearer("notifications", program)).json()["mine"]

    assert (answers, seen) == ([200, 403, 403], None)
