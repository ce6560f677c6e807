"""Accepting an estimate, beside the same rows written by hand in SQL: the same statements' worth of work, nothing decided."""

import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import make_url

from services.__main__ import service
from services.quotes.adapters.links import Links
from services.quotes.domain.acceptance import Agreement, Signer
from services.quotes.domain.link import TokenLink
from services.quotes.domain.origin import Origin
from services.quotes.domain.signature import read_signature
from services.quotes.usecases.accept_estimate import accept_estimate
from shared.clock import utc_now
from shared.ids import new_id
from shared.tokens import KeyRing
from tests.bench import pages
from tests.support import services

ROUNDS = 300
LINKS = Links(ring=KeyRing(()), public_url="http://bench.example")
TABLES = ("acceptances", "jobs", "estimate_history", "outbox")


def run() -> None:
    """Prints how long both take, and the ratio of their rates."""
    url = services.postgres_database("porchlight_bench_quotes")
    with pages.serving() as (_, _, token):
        pass
    with services.reopened(service("quotes"), url) as context:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=False) as connection:
            tokens = copies(connection, token, 2 * ROUNDS + 1)
            accept(context, tokens[0])
            rows = _rows_of(connection, tokens[0])
            ours, raw = by_turns(
                lambda number: accept(context, tokens[1 + number]),
                lambda number: _write(connection, tokens[1 + ROUNDS + number], rows),
            )
    print(f"accept: use case {ours * 1000:.2f} ms, the same rows by raw SQL {raw * 1000:.2f} ms")
    print(f"  ratio {raw / ours:.2f}")


def by_turns(*acts: Callable[[int], None]) -> list[float]:
    """The median seconds each takes; they take turns, so that what else the machine does meets all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for number in range(ROUNDS):
        for act, taken in zip(acts, times, strict=True):
            started = time.perf_counter()
            act(number)
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def copies(connection: psycopg.Connection[Any], token: str, count: int) -> list[str]:
    """As many sent estimates as wanted, all alike."""
    tokens = [f"bench-{new_id().hex}" for _ in range(count)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM estimates WHERE public_token = %s", (token,))
        (original,) = cursor.fetchone() or (None,)
        for table in ("estimates", "estimate_versions", "estimate_history"):
            key = "id" if table == "estimates" else "estimate_id"
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE {key} = %s", (original,))
            found = [row for (row,) in cursor.fetchall()]
            for number, copy in enumerate(tokens):
                for row in found:
                    identity = str(UUID(int=UUID(str(original)).int + 1 + number))
                    changed = row | {key: identity}
                    if table == "estimates":
                        changed |= {"public_token": copy, "number": f"B-{number}"}
                    _insert(cursor, table, changed)
    connection.commit()
    return tokens


def _insert(cursor: psycopg.Cursor[Any], table: str, row: dict[str, Any]) -> None:
    cursor.execute(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)", (Jsonb(row),))


def accept(context: services.Context, token: str) -> None:
    signature = read_signature("typed", "Dana Fox", None)
    with context.database.begin() as session:
        accept_estimate(
            session,
            link=TokenLink(token),
            links=LINKS,
            agreement=Agreement(version=1),
            signer=Signer(name="Dana Fox", consent=True, signature=signature),
            origin=Origin(at=utc_now(), actor_kind="customer", ip="127.0.0.1", user_agent="bench"),
        )


def _rows_of(connection: psycopg.Connection[Any], token: str) -> dict[str, list[dict[str, Any]]]:
    """What accepting wrote, as column → value."""
    found: dict[str, list[dict[str, Any]]] = {}
    with connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        cursor.execute("SELECT id FROM estimates WHERE public_token = %s", (token,))
        estimate = (cursor.fetchone() or {})["id"]
        for table in TABLES:
            where = "position > (SELECT max(position) - 2 FROM outbox)" if table == "outbox" else "estimate_id = %s"
            cursor.execute(f"SELECT * FROM {table} WHERE {where}", () if table == "outbox" else (estimate,))
            rows = [dict(row) for row in cursor.fetchall()]
            found[table] = rows[-1:] if table == "estimate_history" else rows
    connection.commit()
    return found


def _write(connection: psycopg.Connection[Any], token: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM estimates WHERE public_token = %s FOR UPDATE", (token,))
        (estimate, *_) = cursor.fetchone() or (None,)
        cursor.execute("SELECT document FROM estimate_versions WHERE estimate_id = %s", (estimate,))
        for table, templates in rows.items():
            for template in templates:
                _write_row(cursor, table, template, estimate)
        for _ in rows["outbox"]:
            cursor.execute(
                "INSERT INTO outbox_sequences VALUES (%s, 1) ON CONFLICT (subject) DO NOTHING", (str(new_id()),)
            )
        cursor.execute("UPDATE estimates SET status = 'accepted', decided_at = now() WHERE id = %s", (estimate,))
    connection.commit()


def _write_row(cursor: psycopg.Cursor[Any], table: str, template: dict[str, Any], estimate: object) -> None:
    row = template | {"estimate_id": estimate} if table != "outbox" else dict(template)
    row |= {"id": new_id()} if "id" in row else {}
    row.pop("position", None) if table == "outbox" else None
    names = ", ".join(row)
    values = [Jsonb(value) if isinstance(value, dict | list) else value for value in row.values()]
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", values)


if __name__ == "__main__":
    run()
