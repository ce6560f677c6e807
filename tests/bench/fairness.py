"""How long single messages of one workspace take while another sends in bulk, by a server that is quick or hangs.

All in one run, in turns, since other work on the machine slows everything: the ratios are what counts. The wait until a
worker has begun is told apart from the whole; and how many of the bulk were begun meanwhile, which no processor changes.
"""

import asyncio
import queue
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.notifications.adapters.smtp import SmtpMailer, SmtpServer
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.outcome import Outcome
from services.notifications.manifest import service
from services.notifications.tasks import sweep_deliveries
from services.notifications.usecases.queue_message import queue_message
from shared.clock import utc_now
from shared.ids import new_id
from shared.messaging.outbox import TaskCall
from shared.messaging.tables import outbox
from shared.service import Context
from shared.tasks.run import run_task
from tests.notifications import story
from tests.notifications.fakes import with_mailer
from tests.notifications.mail_servers import Server, serving
from tests.support import business
from tests.support.services import deliver, postgres_database, running

WORKERS = 2
"""As many as a worker has by itself."""
ROUNDS = 3
SINGLES = 20
BULK = 100
SWEEP = 10
TAKES, HANGS_FOR = 0.1, 8.0
"""Seconds that the server takes for a message, and that it hangs for where it does."""


class BulkHangs(Server):
    """Takes its time over everybody, and hangs for the recipients of the bulk where it is told to."""

    hangs = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        await asyncio.sleep(HANGS_FOR if self.hangs and address.startswith("bulk") else TAKES)
        return await super().handle_RCPT(server, session, envelope, address, options)


class WatchedMailer(SmtpMailer):
    """Notes when each message was begun."""

    begun: dict[str, datetime]

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
        self.begun.setdefault(recipient, utc_now())
        return super().send(message, recipient, until=until)


def run() -> None:
    """Prints how long 95 in 100 of the single messages took at the most, and how that compares."""
    waits: dict[str, list[float]] = defaultdict(list)
    wholes: dict[str, list[float]] = defaultdict(list)
    passed: dict[str, list[int]] = defaultdict(list)
    server = BulkHangs()
    with running(service, postgres_database("porchlight_bench_fairness")) as opened, serving(server) as port:
        mailer = WatchedMailer(
            SmtpServer("127.0.0.1", port, "none"), "portal@mail.test", step_timeout=timedelta(seconds=HANGS_FOR / 2)
        )
        mailer.begun = {}
        context = with_mailer(opened, mailer)
        for workspace, owner in ((business.WORKSPACE, business.OWNER), (business.OTHER_WORKSPACE, story.OTHER_OWNER)):
            made = business.workspace_created(workspace_id=workspace, owner_id=owner, slug=f"w-{owner.hex[-4:]}")
            deliver(context, made)
        for number in range(ROUNDS):
            for name, bulk, hangs in (("alone", 0, False), ("bulk", BULK, False), ("servers that hang", BULK, True)):
                server.hangs = hangs
                sent = _round(context, f"{number}-{name[:4]}", bulk)
                waits[name] += [(mailer.begun[one.recipient] - one.created_at).total_seconds() for one in sent]
                passed[name] += [_passed_by(one, mailer.begun) for one in sent]
                wholes[name] += [(one.sent_at - one.created_at).total_seconds() for one in sent if one.sent_at]
                if again := sum(one.attempts > 1 for one in sent):
                    print(f"fairness: {again} messages had to be tried again, for want of a processor")
    for name in ("bulk", "servers that hang"):
        _print(f"until begun, beside {name}", waits["alone"], waits[name])
        _print(f"until sent, beside {name}", wholes["alone"], wholes[name])
        print(
            f"  begun before it of the bulk: {statistics.mean(passed[name]):.2f} on average, {max(passed[name])} at most"
        )


def _print(what: str, alone: list[float], beside: list[float]) -> None:
    first, second = _slowest(alone), _slowest(beside)
    medians = statistics.median(alone) * 1000, statistics.median(beside) * 1000
    print(f"fairness, {what}: p95 {first * 1000:.0f} ms alone, {second * 1000:.0f} ms; ratio {second / first:.2f}")
    print(f"  median {medians[0]:.0f} ms alone, {medians[1]:.0f} ms; of {len(alone)} and {len(beside)} messages")


def _passed_by(one: Delivery, begun: dict[str, datetime]) -> int:
    """How many of the bulk were begun while it waited."""
    until = begun[one.recipient]
    return sum(address.startswith("bulk") and one.created_at < at < until for address, at in begun.items())


def _round(context: Context, name: str, bulk: int) -> list[Delivery]:
    for number in range(bulk):
        _queue(context, business.WORKSPACE, f"bulk{name}{number}@fox.test")
    with _workers(context):
        time.sleep(1)
        for number in range(SINGLES):
            _queue(context, business.OTHER_WORKSPACE, f"single{name}{number}@fox.test")
            time.sleep(0.4)
        while any(one.sent_at is None for one in _singles(context, name)):
            time.sleep(0.1)
    _forget_the_rest(context)
    return _singles(context, name)


def _forget_the_rest(context: Context) -> None:
    """What is left of the bulk, and of its tasks, is in nobody's way in the next round."""
    rest = Delivery.workspace_id == business.WORKSPACE, Delivery.status.in_(("queued", "sending"))
    with context.database.begin() as session:
        session.execute(update(Delivery).where(*rest).values(status="suppressed", due_at=None))
        session.execute(update(outbox).where(outbox.c.done_at.is_(None)).values(done_at=utc_now()))


def _queue(context: Context, workspace: UUID, address: str) -> None:
    said = story.estimate_sent().model_dump(mode="json")
    with context.database.begin() as session:
        queue_message(
            session,
            workspace_id=workspace,
            cause_id=new_id(),
            template="estimate_sent",
            recipient=address,
            recipient_kind="customer",
            record_id=new_id(),
            context=said,
        )


Tasks = queue.Queue[TaskCall | None]


@contextmanager
def _workers(context: Context) -> Iterator[None]:
    """Workers that take the tasks of all workspaces from one queue, in order."""
    tasks: Tasks = queue.Queue()
    over = threading.Event()
    threads = [
        threading.Thread(target=_relay, args=(context, tasks, over)),
        threading.Thread(target=_sweep, args=(context, over)),
        *(threading.Thread(target=_work, args=(context, tasks)) for _ in range(WORKERS)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        with tasks.mutex:
            tasks.queue.clear()
        for _ in range(WORKERS):
            tasks.put(None)
        for thread in threads:
            thread.join()


def _relay(context: Context, tasks: Tasks, over: threading.Event) -> None:
    seen: set[UUID] = set()
    waiting = select(outbox.c.id, outbox.c.name, outbox.c.body).where(
        outbox.c.kind == "task", outbox.c.done_at.is_(None)
    )
    while not over.wait(0.01):
        with context.database.read() as session:
            rows = session.execute(waiting.order_by(outbox.c.position)).all()
        for row in rows:
            if row.id not in seen:
                seen.add(row.id)
                tasks.put(TaskCall.from_json(row.id, row.name, row.body))


def _sweep(context: Context, over: threading.Event) -> None:
    while not over.wait(SWEEP):
        sweep_deliveries.run(context)


def _work(context: Context, tasks: Tasks) -> None:
    while (call := tasks.get()) is not None:
        run_task(context, call)


def _singles(context: Context, name: str) -> list[Delivery]:
    mine = Delivery.workspace_id == business.OTHER_WORKSPACE, Delivery.recipient.startswith(f"single{name}")
    with context.database.read() as session:
        return list(session.scalars(select(Delivery).where(*mine)))


def _slowest(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    run()
