"""Runs Porchlight's command line with a trap in it: at one named step the process kills itself with SIGKILL, once.

The file named by `CRASH_FILE` holds the step; whichever process comes to it first takes the file away and dies.
Steps: `sql <text>` after a statement with that text and before its commit; `commit <text>` right after the commit of a
transaction that had one; `published <Event>` after the bus took the event, before it is marked; `received <Event>` after
its consumer committed, before the acknowledgement; `before <call>` and `after <call>` around an outside call.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from shared.database.session import Session
from shared.messaging import consumer, local, rabbit

_here = threading.local()


def come_to(step: str) -> None:
    """Dies here when this is the armed step."""
    trap = Path(os.environ["CRASH_FILE"])
    try:
        if not step or trap.read_text() != step:
            return
        trap.rename(trap.with_suffix(".sprung"))
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def armed() -> str:
    try:
        return Path(os.environ["CRASH_FILE"]).read_text()
    except FileNotFoundError:
        return ""


def trap_statements() -> None:
    @event.listens_for(Engine, "after_cursor_execute")
    def noticed(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        kind, _, text = armed().partition(" ")
        if kind in {"sql", "commit"} and text in " ".join(statement.split()):
            come_to(f"sql {text}")
            connection.info["armed"] = text

    @event.listens_for(Engine, "commit")
    def committing(connection: Connection) -> None:
        _here.committed = connection.info.pop("armed", None)

    @event.listens_for(Session, "after_commit")
    def committed(_session: Session) -> None:
        text, _here.committed = getattr(_here, "committed", None), None
        if text:
            come_to(f"commit {text}")


def trap_bus() -> None:
    for bus in (rabbit.RabbitBus, local.LocalBus):
        _wrap_send(bus)
    for module in (consumer, local):
        received: Callable[..., None] = module.receive

        def receive(context: Any, envelopes: Any, *, call: Callable[..., None] = received, **options: Any) -> None:
            call(context, envelopes, **options)
            for envelope in envelopes:
                come_to(f"received {context.service.name} {envelope.name}")

        module.receive = receive  # type: ignore[attr-defined]


def _wrap_send(bus: Any) -> None:
    send = bus.send_events

    def send_events(self: Any, events: Any) -> Any:
        arrived = send(self, events)
        for sent in events:
            come_to(f"published {sent.name}")
        return arrived

    bus.send_events = send_events


def trap_calls() -> None:
    from services.billing.adapters.stripe_gateway import StripeGateway
    from services.notifications.adapters.mailbox import MailboxMailer

    _wrap_call(StripeGateway, "create_session")
    _wrap_call(StripeGateway, "refund")
    _wrap_call(MailboxMailer, "send")


def _wrap_call(owner: Any, name: str) -> None:
    call = getattr(owner, name)

    def trapped(self: Any, *arguments: Any, **options: Any) -> Any:
        come_to(f"before {name}")
        answer = call(self, *arguments, **options)
        come_to(f"after {name}")
        return answer

    setattr(owner, name, trapped)


if __name__ == "__main__":
    trap_statements()
    trap_bus()
    trap_calls()
    from services.__main__ import main

    sys.exit(main(sys.argv[1:]))
