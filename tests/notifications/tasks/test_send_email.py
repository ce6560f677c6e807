import threading
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from services.notifications.domain.delivery import LADDER
from services.notifications.domain.outcome import Deferred, Outcome, Refused, Taken, Unknown
from services.notifications.tasks import send_email, sweep_deliveries
from services.notifications.usecases.queue_message import queue_message
from shared.clock import utc_now
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import FakeMailer, WorkerKilled, text_of, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

BUSY = Deferred("provider_unavailable")
NO_SUCH_ADDRESS = Refused("address_refused", address_is_bad=True)


def later(context: Context, wait: timedelta) -> None:
    """Time passes, the sweep runs, and so does what it starts."""
    with time_machine.travel(utc_now() + wait):
        sweep_deliveries.run(context)
        run_tasks(context)


def send(context: Context) -> None:
    """Runs the task for the one delivery there is."""
    delivery = story.the_delivery(context)
    send_email.run(context, workspace_id=str(delivery.workspace_id), delivery_id=str(delivery.id))


@pytest.fixture
def context(open_service: OpenService) -> Context:
    """The service, with one estimate sent and its mail queued."""
    context = story.open_business(open_service)
    deliver(context, story.estimate_sent())
    return context


@pytest.mark.shows("NOT-1", "NOT-2", "ACC-3")
def test_a_message_is_sent_once_the_provider_has_taken_it(context: Context) -> None:
    mailer = FakeMailer()

    run_tasks(with_mailer(context, mailer))

    delivery = story.the_delivery(context)
    (message,) = mailer.taken
    (sent,) = published(context, "MessageSent")
    assert (delivery.status, delivery.attempts, delivery.undecided) == ("sent", 1, False)
    assert delivery.sent_at is not None
    assert message["Message-ID"] == delivery.message_id == f"<{delivery.id}@mail.test>"
    assert business.LINK + "?via=estimate-email" in text_of(message)
    assert sent["data"]["record_id"] == str(business.ESTIMATE)


@pytest.mark.shows("NOT-2", "LNK-8")
def test_without_a_provider_a_message_fails_and_nothing_is_said_to_be_sent(context: Context) -> None:
    run_tasks(with_mailer(context, None))

    delivery = story.the_delivery(context)
    (failed,) = published(context, "MessageFailed")
    assert (delivery.status, delivery.category, delivery.sent_at) == ("failed", "email_unavailable", None)
    assert failed["data"]["category"] == "email_unavailable"
    assert published(context, "MessageSent") == []


@pytest.mark.shows("NOT-2")
def test_two_workers_at_once_send_one_message(context: Context) -> None:
    both_started = threading.Barrier(2, timeout=60)

    class SlowMailer(FakeMailer):
        def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
            other_is_done.wait(60)
            return super().send(message, recipient, until=until)

    mailer = SlowMailer()
    other_is_done = threading.Event()

    def work() -> None:
        both_started.wait()
        send(with_mailer(context, mailer))
        other_is_done.set()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert mailer.tried == [business.CUSTOMER_EMAIL]
    assert story.the_delivery(context).status == "sent"


@pytest.mark.shows("NOT-2")
def test_a_busy_provider_is_asked_again_after_ever_longer_waits(context: Context) -> None:
    mailer = FakeMailer(BUSY, BUSY, Taken())
    context = with_mailer(context, mailer)
    run_tasks(context)

    later(context, LADDER[0] - timedelta(seconds=1))
    too_early = len(mailer.tried)
    later(context, LADDER[0])
    later(context, LADDER[0] + LADDER[1])

    delivery = story.the_delivery(context)
    assert too_early == 1
    assert len(mailer.tried) == 3
    assert (delivery.status, delivery.attempts, delivery.undecided) == ("sent", 3, False)


@pytest.mark.shows("NOT-2")
def test_after_ten_tries_over_hours_a_message_is_given_up(context: Context) -> None:
    mailer = FakeMailer(*[BUSY] * 20)
    context = with_mailer(context, mailer)
    run_tasks(context)

    for tries in range(1, 20):
        later(context, timedelta(hours=6 * tries))

    delivery = story.the_delivery(context)
    (failed,) = published(context, "MessageFailed")
    assert len(mailer.tried) == 10
    assert (delivery.status, delivery.category) == ("failed", "provider_unavailable")
    assert failed["data"]["category"] == "provider_unavailable"


@pytest.mark.shows("NOT-2")
def test_a_refused_address_is_not_written_to_any_more(context: Context) -> None:
    mailer = FakeMailer(NO_SUCH_ADDRESS)
    context = with_mailer(context, mailer)
    run_tasks(context)

    deliver(context, story.estimate_sent(customer_email="Dana@FOX.test"))
    run_tasks(context)

    refused, suppressed = story.deliveries(context)
    assert (refused.status, refused.category) == ("failed", "address_refused")
    assert (suppressed.status, suppressed.category) == ("suppressed", "suppressed")
    assert mailer.tried == [business.CUSTOMER_EMAIL]
    assert [event["data"]["category"] for event in published(context, "MessageFailed")] == [
        "address_refused",
        "suppressed",
    ]


@pytest.mark.shows("NOT-2")
def test_another_business_may_still_write_to_that_address(context: Context) -> None:
    mailer = FakeMailer(NO_SUCH_ADDRESS)
    context = with_mailer(context, mailer)
    run_tasks(context)
    other = {"workspace_id": business.OTHER_WORKSPACE, "owner_id": story.OTHER_OWNER}
    deliver(context, business.workspace_created(slug="other", **other))

    deliver(context, story.estimate_sent(workspace_id=business.OTHER_WORKSPACE, estimate_id=new_id()))
    run_tasks(context)

    assert [delivery.status for delivery in story.deliveries(context)] == ["failed", "sent"]


@pytest.mark.shows("NOT-2")
def test_a_worker_killed_before_it_could_record_causes_one_more_message_which_says_so(context: Context) -> None:
    mailer = FakeMailer(WorkerKilled())
    context = with_mailer(context, mailer)
    with pytest.raises(WorkerKilled):
        run_tasks(context)
    run_tasks(context)
    while_the_lease_lasts = len(mailer.taken)

    later(context, mailer.longest_try + timedelta(seconds=1))

    delivery = story.the_delivery(context)
    (sent,) = published(context, "MessageSent")
    assert while_the_lease_lasts == 1
    assert len(mailer.taken) == 2
    assert len({message["Message-ID"] for message in mailer.taken}) == 1
    assert (delivery.status, delivery.undecided) == ("sent", True)
    assert sent["data"]["undecided"] is True


@pytest.mark.shows("NOT-2")
def test_a_third_message_is_never_risked(context: Context) -> None:
    mailer = FakeMailer(WorkerKilled(), WorkerKilled())
    context = with_mailer(context, mailer)
    with pytest.raises(WorkerKilled):
        run_tasks(context)
    with pytest.raises(WorkerKilled):
        later(context, timedelta(minutes=3))

    later(context, timedelta(minutes=6))
    later(context, timedelta(hours=6))

    delivery = story.the_delivery(context)
    (failed,) = published(context, "MessageFailed")
    assert len(mailer.taken) == 2
    assert (delivery.status, delivery.category, delivery.undecided) == ("failed", "undecided", True)
    assert failed["data"]["category"] == "undecided"


@pytest.mark.shows("NOT-2")
def test_an_answer_that_never_came_causes_one_more_message_and_no_third(context: Context) -> None:
    mailer = FakeMailer(Unknown(), BUSY, Unknown())
    context = with_mailer(context, mailer)
    run_tasks(context)

    for tries in range(1, 5):
        later(context, timedelta(hours=6 * tries))

    delivery = story.the_delivery(context)
    assert len(mailer.tried) == 3
    assert (delivery.status, delivery.category, delivery.undecided) == ("failed", "undecided", True)


@pytest.mark.shows("NOT-2")
def test_a_worker_that_was_away_too_long_does_not_overrule_the_one_that_took_over(context: Context) -> None:
    class SleepyMailer(FakeMailer):
        def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
            first = not self.tried
            super().send(message, recipient, until=until)
            if not first:
                return Taken()
            later(with_mailer(context, self), timedelta(minutes=3))
            return Refused("message_refused")

    send(with_mailer(context, SleepyMailer()))

    delivery = story.the_delivery(context)
    assert (delivery.status, delivery.undecided, delivery.category) == ("sent", True, None)
    assert published(context, "MessageFailed") == []


@pytest.mark.shows("NOT-2")
def test_a_message_whose_task_was_lost_is_found_by_the_sweep(context: Context) -> None:
    mailer = FakeMailer()
    context = with_mailer(context, mailer)

    later(context, timedelta(minutes=4))
    later(context, timedelta(minutes=6))

    assert story.the_delivery(context).status == "sent"
    assert len(mailer.taken) == 1


@pytest.mark.shows("NOT-2")
def test_a_message_that_waits_for_a_worker_is_handed_over_once(context: Context) -> None:
    mailer = FakeMailer(BUSY)
    context = with_mailer(context, mailer)
    run_tasks(context)

    with time_machine.travel(utc_now() + LADDER[0]):
        for _ in range(3):
            sweep_deliveries.run(context)
        started = run_tasks(context)

    assert started == 1
    assert len(mailer.taken) == 1


def test_a_message_that_cannot_be_written_is_not_sent_half_written(open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service), mailer)
    with context.database.begin() as session:
        queue_message(
            session,
            workspace_id=business.WORKSPACE,
            cause_id=new_id(),
            template="estimate_sent",
            recipient=business.CUSTOMER_EMAIL,
            recipient_kind="customer",
            record_id=business.ESTIMATE,
            context={"customer_name": "Dana Fox"},
        )

    run_tasks(context)
    for tries in range(1, 11):
        later(context, timedelta(hours=6 * tries))

    delivery = story.the_delivery(context)
    assert mailer.tried == []
    assert (delivery.status, delivery.category, delivery.attempts) == ("failed", "not_renderable", 10)


@pytest.mark.parametrize("address", ["dana", "dana@", "dana fox@fox.test", "dana@fox.test\r\nBcc: all@fox.test"])
def test_what_is_no_address_fails_at_once(address: str, open_service: OpenService) -> None:
    mailer = FakeMailer()
    context = with_mailer(story.open_business(open_service), mailer)

    deliver(context, story.estimate_sent(customer_email=address))
    run_tasks(context)

    delivery = story.the_delivery(context)
    assert mailer.tried == []
    assert (delivery.status, delivery.category) == ("failed", "address_refused")
