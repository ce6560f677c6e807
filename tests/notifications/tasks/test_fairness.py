"""What one workspace sends does not stand in the way of what the others send."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from services.notifications.domain.delivery import IN_HAND, Delivery
from services.notifications.domain.outcome import Deferred, Outcome, Unknown
from services.notifications.queries.workspaces import hold_turns
from services.notifications.tasks import sweep_deliveries
from shared.clock import utc_now
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import lookups, story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

pytestmark = pytest.mark.shows("NOT-2")

TURNED_AWAY = Deferred("provider_unavailable", turned_away=True)
MANY = 12


@pytest.fixture
def context(open_service: OpenService) -> Context:
    """Two businesses."""
    context = story.open_business(open_service)
    other = {"workspace_id": business.OTHER_WORKSPACE, "owner_id": story.OTHER_OWNER}
    deliver(context, business.workspace_created(slug="other", **other))
    return context


def queue(context: Context, workspace: UUID, *addresses: str) -> None:
    for address in addresses:
        sent = story.estimate_sent(workspace_id=workspace, estimate_id=new_id(), customer_email=address)
        deliver(context, sent)


def many(name: str, count: int = MANY) -> list[str]:
    return [f"{name}{number}@fox.test" for number in range(count)]


def test_a_single_message_is_not_behind_all_of_another_workspace(context: Context) -> None:
    mailer = FakeMailer()
    queue(context, business.WORKSPACE, *many("bulk"))
    queue(context, business.OTHER_WORKSPACE, "single@fox.test")

    run_tasks(with_mailer(context, mailer), rounds=20)

    assert mailer.tried.index("single@fox.test") <= IN_HAND
    assert [one for one in mailer.tried if one.startswith("bulk")] == many("bulk")


def test_two_workspaces_with_much_to_send_take_turns(context: Context) -> None:
    mailer = FakeMailer()
    queue(context, business.WORKSPACE, *many("one"))
    queue(context, business.OTHER_WORKSPACE, *many("other"))

    run_tasks(with_mailer(context, mailer), rounds=20)

    first_half = mailer.tried[:MANY]
    assert sorted(mailer.tried) == sorted(many("one") + many("other"))
    assert abs(sum(address.startswith("one") for address in first_half) - MANY // 2) <= IN_HAND


@pytest.mark.parametrize("answer", [TURNED_AWAY, Unknown()])
def test_whose_messages_alone_go_wrong_is_alone_paused(context: Context, answer: Outcome) -> None:
    class Choosy(FakeMailer):
        def send(self, message: Any, recipient: str, **more: Any) -> Outcome:
            outcome = super().send(message, recipient, **more)
            return answer if recipient.startswith("bulk") else outcome

    mailer = Choosy()
    queue(context, business.WORKSPACE, *many("bulk"))

    run_tasks(with_mailer(context, mailer), rounds=20)
    paused_after = len(mailer.tried)
    queue(context, business.OTHER_WORKSPACE, *many("single", 6))
    run_tasks(with_mailer(context, mailer), rounds=20)

    assert paused_after == 5
    assert mailer.tried[5:] == many("single", 6)
    assert published(context, "ChannelAvailabilityChanged") == []


def test_who_was_paused_is_tried_again_by_one_message_and_then_gets_everything(context: Context) -> None:
    mailer = FakeMailer(*[TURNED_AWAY] * 6)
    queue(context, business.WORKSPACE, *many("bulk"))
    here = with_mailer(context, mailer)
    run_tasks(here, rounds=20)

    tried = []
    for seconds in (61, 125, 190):
        with time_machine.travel(utc_now() + timedelta(seconds=seconds)):
            sweep_deliveries.run(here)
            run_tasks(here, rounds=30)
        tried.append(len(mailer.tried))

    assert tried[0] == 6
    assert tried[1] > 6
    assert {one.status for one in story.deliveries(context)} == {"sent"}


def test_a_lost_task_holds_its_workspace_up_for_minutes_and_no_longer(context: Context) -> None:
    mailer = FakeMailer()
    queue(context, business.WORKSPACE, *many("bulk", IN_HAND + 1))
    here = with_mailer(context, mailer)

    # Their tasks are forgotten: nobody runs what there is in the outbox so far.
    with time_machine.travel(utc_now() + timedelta(minutes=6)):
        sweep_deliveries.run(here)
        run_tasks(here, rounds=20)

    assert sorted(set(mailer.tried)) == many("bulk", IN_HAND + 1)
    assert len(mailer.taken) == IN_HAND + 1


def test_one_that_is_queued_while_another_ends_is_next(context: Context) -> None:
    """Neither sees what the other has not committed: one of them waits, and then hands it over."""
    if context.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    mailer = FakeMailer()
    here = with_mailer(context, mailer)
    queue(context, business.WORKSPACE, "first@fox.test")
    with ThreadPoolExecutor(1) as pool, context.database.begin() as session:
        delivery = session.scalars(select(Delivery)).one()
        hold_turns(session, business.WORKSPACE)
        late = pool.submit(queue, context, business.WORKSPACE, "late@fox.test")
        time.sleep(0.5)
        assert not late.done()
        delivery.suppress()
    late.result(10)

    run_tasks(here, rounds=20)

    assert mailer.tried == ["late@fox.test"]


def test_who_waits_at_a_page_is_before_all_that_the_business_sends_of_itself(context: Context) -> None:
    mailer = FakeMailer()
    queue(context, business.WORKSPACE, *many("bulk"))
    deliver(context, lookups.sign_in_answered())

    run_tasks(with_mailer(context, mailer), rounds=20)

    assert mailer.tried.index(business.CUSTOMER_EMAIL) <= IN_HAND
    assert len(mailer.tried) == MANY + 1
