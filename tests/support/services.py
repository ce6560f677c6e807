"""One service at a time, without processes: a migrated database, events in by its inbox, events and tasks out by its outbox."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import event, inspect, make_url, select, text

from shared.causality import Cause, begin
from shared.clock import utc_now
from shared.database.migrate import migrate
from shared.events.base import Envelope, Event
from shared.ids import new_id
from shared.messaging.inbox import receive
from shared.messaging.outbox import TaskCall
from shared.messaging.tables import inbox, outbox
from shared.service import Context, Service, open_context
from shared.settings import load
from shared.tasks.run import run_task

SECRETS = {
    "SERVICE_TOKEN_SECRET": "service-token-secret-for-tests-0123456789",
    "STAFF_TOKEN_SECRET": "staff-token-secret-for-tests-0123456789abc",
    "CUSTOMER_TOKEN_SECRET": "customer-token-secret-for-tests-0123456789",
    "PORCHLIGHT_PUBLIC_URL": "http://portal.test",
}
POSTGRES_ADMIN = "postgresql://postgres@127.0.0.1:5432/postgres"
_COUNT_ANEW = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""
_migrated: set[str] = set()
_migrated_files: dict[str, bytes] = {}


@cache
def postgres_answers(url: str = POSTGRES_ADMIN) -> bool:
    """Whether a PostgreSQL server can be used for tests."""
    try:
        psycopg.connect(url, connect_timeout=20).close()
    except psycopg.Error:
        return False
    return True


def postgres_database(name: str, admin_url: str = POSTGRES_ADMIN) -> str:
    """The URL of a database of that name, made if it does not exist."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if not found:
            connection.execute(f'CREATE DATABASE "{name}"')
            # As with SQLite below: only a crash of the server itself would lose what was committed a moment ago.
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return make_url(admin_url).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


@cache
def kept_database(name: str) -> str:
    """The same, looked for once in this process: it is emptied for each test and never dropped."""
    return postgres_database(name)


@contextmanager
def running(service: Service, database_url: str, **environment: str) -> Iterator[Context]:
    """The service's context on an empty, migrated database."""
    variables = SECRETS | {f"{service.name.upper()}_DATABASE_URL": database_url} | environment
    context = replace(open_context(service, load(service.settings, variables)), retry_delays=(0.0, 0.0, 0.0))
    if context.database.is_sqlite:
        event.listen(context.database.engine, "connect", _do_not_wait_for_the_disk)
        _copy_migrated(context)
    elif database_url not in _migrated:
        migrate(context)
        _migrated.add(database_url)
    if not any(service.migrations.glob("*.py")):  # a toy
        service.metadata.create_all(context.database.engine)
    if not context.database.is_sqlite:
        _empty(context)
    try:
        yield context
    finally:
        context.database.close()


@contextmanager
def unmigrated(service: Service, kind: str, folder: Path, **environment: str) -> Iterator[Context]:
    """The service's context on a database of its own, without tables; `kind` is `sqlite` or `postgresql`."""
    url = sqlite_url(folder, service.name)
    if kind == "postgresql":
        if not postgres_answers():
            pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
        url = new_postgres_database(f"porchlight_drift_{service.name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
    variables = SECRETS | {f"{service.name.upper()}_DATABASE_URL": url} | environment
    context = replace(open_context(service, load(service.settings, variables)), retry_delays=(0.0, 0.0, 0.0))
    try:
        yield context
    finally:
        context.database.close()


def new_postgres_database(name: str) -> str:
    with psycopg.connect(POSTGRES_ADMIN, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return postgres_database(name)


@contextmanager
def reopened(service: Service, database_url: str) -> Iterator[Context]:
    """The service's context on a database as an earlier `running` left it."""
    variables = SECRETS | {f"{service.name.upper()}_DATABASE_URL": database_url}
    context = open_context(service, load(service.settings, variables))
    try:
        yield context
    finally:
        context.database.close()


def _copy_migrated(context: Context) -> None:
    """Migrates a file once in this process, and copies it after that: most tests are over in less time than that takes."""
    path = Path(str(context.database.url.database))
    name = context.service.name
    if path.exists():
        migrate(context)
    elif name in _migrated_files:
        path.write_bytes(_migrated_files[name])
    else:
        migrate(context)
        context.database.close()  # what is still in the log beside the file is written into it
        _migrated_files[name] = path.read_bytes()


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    # What is committed outlives the process as it is; only the machine itself may not go down, and then no test goes on.
    connection.execute("PRAGMA synchronous=OFF")


def _empty(context: Context) -> None:
    """Takes out what an earlier test left. TRUNCATE would make new files for every table, which takes longer than a test."""
    tables = [name for name in inspect(context.database.engine).get_table_names() if name != "alembic_version"]
    with context.database.begin() as session:
        # Neither what refers to a row nor what guards it has a say.
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(";".join(f'DELETE FROM "{name}"' for name in tables)))
        session.execute(text(_COUNT_ANEW))


def sqlite_url(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.db"


def deliver(
    context: Context,
    event: Event,
    *,
    event_id: UUID | None = None,
    sequence: int = 1,
    cause: Cause | None = None,
    dead_ok: bool = False,
) -> None:
    """Hands `event` to the service's inbox as the bus would; raises `AssertionError` when its handler failed."""
    envelope = Envelope(
        id=event_id or new_id(),
        name=type(event).__name__,
        service=event.service,
        version=event.schema_version,
        subject=event.subject,
        sequence=sequence,
        workspace_id=event.workspace_id,
        time=utc_now(),
        cause=cause or begin(),
        data=event.model_dump(mode="json"),
    )
    receive(context, [envelope])
    with context.database.read() as session:
        row = session.execute(select(inbox.c.state, inbox.c.last_error).where(inbox.c.event_id == envelope.id)).one()
    assert dead_ok or row.state == "done", row.last_error


def published(context: Context, name: str | None = None) -> list[dict[str, Any]]:
    """The CloudEvents in the service's outbox, in order."""
    query = select(outbox.c.body).where(outbox.c.kind == "event").order_by(outbox.c.position)
    with context.database.read() as session:
        events = [json.loads(body) for body in session.scalars(query)]
    return [event for event in events if name is None or event["type"].split(".")[2] == name]


def run_tasks(context: Context, *, rounds: int = 10) -> int:
    """Runs the tasks in the service's outbox until none is left that is due; returns how many ran."""
    ran = 0
    for _ in range(rounds):
        waiting = outbox.c.kind == "task", outbox.c.done_at.is_(None), outbox.c.dead_at.is_(None)
        due = (outbox.c.due_at.is_(None)) | (outbox.c.due_at <= utc_now())
        with context.database.read() as session:
            rows = session.execute(select(outbox.c.id, outbox.c.name, outbox.c.body).where(*waiting, due)).all()
        for row in rows:
            run_task(context, TaskCall.from_json(row.id, row.name, row.body))
        ran += len(rows)
        if not rows:
            break
    return ran
