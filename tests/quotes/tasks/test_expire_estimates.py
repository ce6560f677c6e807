"""The sweep for estimates whose last day has passed."""

from datetime import UTC, datetime

import pytest
import time_machine

from services.quotes.tasks import expire_estimates
from shared.messaging.outbox import enqueue
from shared.service import Context
from tests.quotes.office import NEIGHBOUR, Office, Visitor, counts, gutters, open_workspace
from tests.quotes.together import together
from tests.support.services import published, run_tasks

LAST_DAY = "2026-11-30"
BEFORE = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOKYO_IS_A_DAY_AHEAD = datetime(2026, 11, 30, 16, tzinfo=UTC)
OVER_EVERYWHERE = datetime(2026, 12, 2, tzinfo=UTC)


@pytest.mark.shows("EST-3")
def test_each_expires_by_the_calendar_of_its_business_and_once(context: Context, office: Office) -> None:
    open_workspace(context, NEIGHBOUR, time_zone="Asia/Tokyo")
    tokyo = Office(context, NEIGHBOUR)
    with time_machine.travel(BEFORE):
        here, there = (one.sent(gutters(expires_on=LAST_DAY))["estimate_id"] for one in (office, tokyo))

    expired_at = []
    for now in (TOKYO_IS_A_DAY_AHEAD, TOKYO_IS_A_DAY_AHEAD, OVER_EVERYWHERE, OVER_EVERYWHERE):
        with time_machine.travel(now, tick=False):
            expire_estimates.run(context)
            expired_at.append([event["data"]["estimate_id"] for event in published(context, "EstimateExpired")])

    assert expired_at == [[there], [there], [there, here], [there, here]]
    with time_machine.travel(OVER_EVERYWHERE):
        assert office.estimate(here)["status"] == "expired"
        line = office.get(f"/estimates/{here}/history")["items"][-1]
    assert (line["action"], line["actor_kind"], line["actor_name"]) == ("expired", "system", None)


def test_what_is_not_open_or_has_no_last_day_stays(context: Context, office: Office, visitor: Visitor) -> None:
    with time_machine.travel(BEFORE):
        office.draft(gutters(expires_on=LAST_DAY))
        office.sent(gutters())
        visitor.accept(office.sent(gutters(expires_on=LAST_DAY))["token"])
        visitor.do(office.sent(gutters(expires_on=LAST_DAY))["token"], "decline", {})
    before = counts(context)

    with time_machine.travel(OVER_EVERYWHERE):
        expire_estimates.run(context)

    assert counts(context) == before


def test_more_than_one_batch_and_two_sweeps_at_once_expire_each_once(context: Context, office: Office) -> None:
    with time_machine.travel(BEFORE):
        customer_id = office.customer()
        made = {office.sent(gutters(expires_on=LAST_DAY), customer_id=customer_id)["estimate_id"] for _ in range(5)}

    with time_machine.travel(OVER_EVERYWHERE):
        together(*[lambda: expire_estimates.run(context, batch=2)] * 2)
        expire_estimates.run(context)

    expired = [event["data"]["estimate_id"] for event in published(context, "EstimateExpired")]
    assert (len(expired), set(expired)) == (5, made)


def test_it_is_known_by_its_name(context: Context) -> None:
    with context.database.begin() as session:
        enqueue(session, context.service.schedules[0].task)

    assert run_tasks(context) == 1


@pytest.mark.shows("EST-3", "EST-7")
def test_one_that_expired_is_good_again_with_a_later_day(context: Context, office: Office, visitor: Visitor) -> None:
    with time_machine.travel(BEFORE):
        estimate = office.sent(gutters(expires_on=LAST_DAY))

    with time_machine.travel(OVER_EVERYWHERE):
        expire_estimates.run(context)
        late = visitor.accept(estimate["token"])
        office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"expires_on": "2026-12-31"})
        renewed = visitor.accept(estimate["token"], version=2)

    assert (late.status_code, late.json()["code"], renewed.status_code) == (409, "not_acceptable", 201)
