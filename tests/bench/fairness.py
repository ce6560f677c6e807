"""How long single messages of one workspace take while another sends in bulk, by a server that is quick or hangs."""

import queue
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.notifications.adapters.smtp import SmtpMailer, SmtpServer
from services.notifications.domain.delivery import Delivery
from services.notifications.manifest import service
from services.notifications.usecases.queue_message import queue_message
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

WORKERS = 4
SINGLES = 40
BULK = 150
HANGS_FOR = 1.5


class BulkHangs(Server):
    """Takes its time over everybody, and hangs for the recipients of the bulk."""

    def __init__(self, *, hangs: bool) -> None:
        super().__init__(hangs_for=HANGS_FOR)
        self._hangs = hangs

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.faults = {"RCPT": "hang"} if self._hangs and address.startswith("bulk") else {}
        return await super().handle_RCPT(server, session, envelope, address, options)


def run() -> None:
    """Prints how long 95 in 100 of the single messages took at the most, and how that compares."""
    alone = _measure(bulk=0, hangs=False)
    for name, hangs in (("bulk", False), ("bulk to servers that hang", True)):
        beside = _measure(bulk=BULK, hangs=hangs)
        print(f"fairness: single messages {alone * 1000:.0f} ms alone, {beside * 1000:.0f} ms beside {name}")
        print(f"  ratio {beside / alone:.2f}")


def _measure(*, bulk: int, hangs: bool) -> float:
    with (
        running(service, postgres_database("porchlight_bench_fairness")) as opened,
        serving(BulkHangs(hangs=hangs)) as port,
    ):
        mailer = SmtpMailer(
            SmtpServer("127.0.0.1", port, "none"), "portal@mail.test", step_timeout=timedelta(seconds=HANGS_FOR / 2)
        )
        context = with_mailer(opened, mailer)
        for workspace, owner in ((business.WORKSPACE, business.OWNER), (business.OTHER_WORKSPACE, story.OTHER_OWNER)):
            made = business.workspace_created(workspace_id=workspace, owner_id=owner, slug=f"w-{owner.hex[-4:]}")
            deliver(context, made)
        for number in range(bulk):
            _queue(context, business.WORKSPACE, f"bulk{number}@fox.test")
        with _workers(context):
            for number in range(SINGLES):
                _queue(context, business.OTHER_WORKSPACE, f"single{number}@fox.test")
                time.sleep(0.1)
            _until_sent(context)
        return _slowest(context)


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


@contextmanager
def _workers(context: Context) -> Iterator[None]:
    """Workers that take the tasks of all workspaces from one queue, in order."""
    tasks: queue.Queue[TaskCall | None] = queue.Queue()
    over = threading.Event()

    def relay() -> None:
        seen: set[UUID] = set()
        while not over.wait(0.01):
            with context.database.read() as session:
                waiting = select(outbox.c.id, outbox.c.name, outbox.c.body).where(
                    outbox.c.kind == "task", outbox.c.done_at.is_(None)
                )
                rows = session.execute(waiting.order_by(outbox.c.position)).all()
            for row in rows:
                if row.id not in seen:
                    seen.add(row.id)
                    tasks.put(TaskCall.from_json(row.id, row.name, row.body))

    def work() -> None:
        while (call := tasks.get()) is not None:
            run_task(context, call)

    threads = [threading.Thread(target=relay), *(threading.Thread(target=work) for _ in range(WORKERS))]
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


def _singles(context: Context) -> list[Delivery]:
    mine = Delivery.workspace_id == business.OTHER_WORKSPACE, Delivery.recipient.startswith("single")
    with context.database.read() as session:
        return list(session.scalars(select(Delivery).where(*mine)))


def _until_sent(context: Context) -> None:
    while any(one.sent_at is None for one in _singles(context)):
        time.sleep(0.1)


def _slowest(context: Context) -> float:
    taken = [(one.sent_at - one.created_at).total_seconds() for one in _singles(context) if one.sent_at]
    return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    run()
