"""Rows by the million: copies of a few estimates that the product itself has made, with all that belongs to them."""

import re
from uuid import UUID

import psycopg
from sqlalchemy import make_url

from services.__main__ import service
from services.quotes.domain.link import TokenLink
from services.quotes.domain.origin import Origin
from services.quotes.usecases.ask_question import ask_question
from services.quotes.usecases.view_estimate import view_estimate
from shared.clock import utc_now
from tests.bench import accept
from tests.support import services

PER_CUSTOMER = 4
_BORN = 1_700_000_000_000
_MINUTE = 60_000


def id_of(number: int) -> UUID:
    """The id of the copy with that number, a UUIDv7: higher numbers are newer."""
    return UUID(f"{_BORN + number * _MINUTE:012x}70008{number:015x}")


def token_of(number: int) -> str:
    return f"scale-{number:032}"


def email_of(number: int) -> str:
    """The address of the customer for whom that copy is."""
    return f"customer{number // PER_CUSTOMER}@scale.example"


def open_number(number: int) -> int:
    """That copy, or the next one if it is accepted: every fourth is."""
    return number - 1 if number % PER_CUSTOMER == 0 and number else max(number, 1)


def are_there(url: str, size: int) -> bool:
    """Whether the database holds so many copies."""
    with _connected(url) as connection:
        try:
            found = connection.execute("SELECT 1 FROM estimates WHERE public_token = %s", (token_of(size),)).fetchone()
        except psycopg.errors.UndefinedTable:
            return False
        return found is not None


def workspace_of(url: str) -> UUID:
    with _connected(url) as connection:
        (workspace,) = connection.execute("SELECT workspace_id FROM workspaces").fetchone() or (None,)
        return UUID(str(workspace))


def fill(quotes: services.Context, token: str, size: int) -> None:
    """Copies the estimate behind `token`, which is seen and asked about, and every fourth time one that is accepted."""
    url = quotes.database.url.render_as_string(hide_password=False)
    with _connected(url) as connection:
        (other,) = accept.copies(connection, token, 1)
        accept.accept(quotes, other)
        with quotes.database.begin() as session:
            origin = Origin(at=utc_now(), actor_kind="customer", ip="127.0.0.1", user_agent="bench")
            view_estimate(session, link=TokenLink(token), version=1, origin=origin)
            ask_question(session, link=TokenLink(token), text="Which day?", request_changes=False, origin=origin)
        # References are right as they are made; checking each would take longer than the rows do.
        connection.execute("SET session_replication_role = replica")
        _copy_customers(connection, size // PER_CUSTOMER)
        _copy_estimates(connection, token, f"SELECT n FROM numbers WHERE n % {PER_CUSTOMER} <> 0", size)
        _copy_estimates(connection, other, f"SELECT n FROM numbers WHERE n % {PER_CUSTOMER} = 0", size)
        connection.execute(
            "UPDATE outbox SET sent_at = now(), done_at = now()"
        )  # nobody is to mail or seal the originals
        connection.execute("VACUUM ANALYZE")


_ID = f"(lpad(to_hex({_BORN} + n * {_MINUTE}::bigint), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid"
_CUSTOMER = re.sub(r"\bn\b", f"(n / {PER_CUSTOMER})", _ID)
_CHANGES = {
    "estimates": {
        "id": _ID,
        "customer_id": _CUSTOMER,
        "number": "'S-' || n",
        "public_token": "'scale-' || lpad(n::text, 32, '0')",
    },
    "estimate_versions": {"estimate_id": _ID},
    "estimate_history": {"estimate_id": _ID},
    "estimate_notes": {"id": _ID, "estimate_id": _ID},
    "acceptances": {"id": _ID, "estimate_id": _ID},
    "jobs": {"id": _ID, "estimate_id": _ID, "customer_id": _CUSTOMER},
    "sealed_documents": {"id": _ID, "estimate_id": _ID},
}


def _copy_customers(connection: psycopg.Connection, count: int) -> None:
    changes = {
        "id": _ID,
        "name": "'Dana Fox ' || n",
        "email": "'customer' || n || '@scale.example'",
        "email_key": "'customer' || n || '@scale.example'",
        "phone": "'+1555' || lpad(n::text, 7, '0')",
    }
    _copy(connection, "customers", changes, "true", f"SELECT generate_series(0, {count}) AS n")


def _copy_estimates(connection: psycopg.Connection, template: str, which: str, size: int) -> None:
    found = connection.execute("SELECT id FROM estimates WHERE public_token = %s", (template,)).fetchone()
    assert found is not None
    numbers = f"WITH numbers AS (SELECT generate_series(1, {size}) AS n) {which}"
    for table, changes in _CHANGES.items():
        key = "id" if table == "estimates" else "estimate_id"
        _copy(connection, table, changes, f"{key} = '{found[0]}'", numbers)


def _copy(connection: psycopg.Connection, table: str, changes: dict[str, str], template: str, numbers: str) -> None:
    names = [column.name for column in service("quotes").metadata.tables[table].columns]
    values = ", ".join(changes.get(name, f"template.{name}") for name in names)
    source = f"(SELECT * FROM {table} WHERE {template}) AS template, ({numbers}) AS numbered(n)"
    connection.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {source}")


def _connected(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)
