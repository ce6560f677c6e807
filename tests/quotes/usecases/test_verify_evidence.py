"""Whoever changes what was agreed is found out: in the history, and in all that it holds the hashes of."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, Text, bindparam, cast, delete, select, update
from sqlalchemy.exc import DBAPIError

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.history import HistoryLine
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.manifest import service
from services.quotes.usecases.verify_evidence import Verified, verify_evidence
from shared.database.session import Session
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import PREMIUM, WORKSPACE, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import sealing
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("SGN-5")

FLIPS = 1000
LINES = HistoryLine.__table__
COLUMNS = [column.name for column in LINES.columns]


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service, **sealing())
    open_workspace(opened)
    return opened


@pytest.fixture
def estimate_id(context: Context, office: Office, visitor: Visitor) -> UUID:
    """An estimate that was viewed, talked about, accepted and sealed."""
    estimate = office.sent(tiers())
    visitor.do(estimate["token"], "view", {"version": 1, "view": None})
    visitor.do(estimate["token"], "notes", {"text": "Which day?"})
    visitor.accept(estimate["token"], option_id=PREMIUM)
    run_tasks(context)
    return UUID(estimate["estimate_id"])


class Undo(Exception):
    """The end of a transaction that is to leave no trace."""


@contextmanager
def undone(context: Context) -> Iterator[Session]:
    """A session whose changes are seen by itself only."""
    with suppress(Undo), context.database.begin() as session:
        yield session
        raise Undo


def verified(session: Session, estimate_id: UUID) -> Verified:
    return verify_evidence(session, workspace_id=WORKSPACE, estimate_id=estimate_id)


def changed(value: Any, rng: random.Random) -> Any:
    """Another value than `value`, as near to it as there is one."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=rng.choice([-1, 1]))
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1 << rng.randrange(128))
    if isinstance(value, int):
        return value ^ 1 << rng.randrange(8)
    if isinstance(value, dict):
        return changed_details(value, rng)
    if not value:
        return "x"
    at = rng.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1 << rng.randrange(5)).replace("\0", "?") + value[at + 1 :]


def changed_details(details: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    if not details:
        return {"x": 1}
    while True:
        with suppress(ValueError):
            another = json.loads(changed(json.dumps(details), rng))
            if another != details and isinstance(another, dict):
                return another


def test_what_nobody_has_touched_is_intact(context: Context, estimate_id: UUID) -> None:
    with context.database.read() as session:
        found = verified(session, estimate_id)

    assert (found.is_intact, found.problems, found.lines, found.erased) == (True, (), 6, 0)


def test_a_thousand_changed_values_are_a_thousand_that_are_found(context: Context, estimate_id: UUID) -> None:
    rng = random.Random(1)  # noqa: S311 - the same changes each time
    with context.database.read() as session:
        rows = [dict(row._mapping) for row in session.execute(select(LINES).order_by(LINES.c.position))]
    found = 0

    while found < FLIPS:
        row, column = rng.choice(rows), rng.choice(COLUMNS)
        this = LINES.c.estimate_id == row["estimate_id"], LINES.c.position == row["position"]
        with undone(context) as session:
            try:
                session.execute(update(LINES).where(*this).values({column: changed(row[column], rng)}))
            except DBAPIError:
                continue  # it would make two lines one, which the database refuses by itself
            assert not verified(session, estimate_id).is_intact, (row["position"], column)
        found += 1


def test_a_thousand_flipped_bits_in_the_file_of_the_database_are_found(context: Context, estimate_id: UUID) -> None:
    if not context.database.is_sqlite:
        pytest.skip("PostgreSQL takes only values of a column's type; those are changed above")
    rng = random.Random(2)  # noqa: S311 - as above
    columns = [column for column in COLUMNS if column != "position"]
    raw = select(LINES.c.position, *(cast(LINES.c[name], LargeBinary).label(name) for name in columns))
    with context.database.read() as session:
        rows = [dict(row._mapping) for row in session.execute(raw)]
    found = 0

    while found < FLIPS:
        row, column = rng.choice(rows), rng.choice(columns)
        if not row[column]:
            continue
        at = rng.randrange(len(row[column]))
        flipped = row[column][:at] + bytes([row[column][at] ^ 1 << rng.randrange(8)]) + row[column][at + 1 :]
        with undone(context) as session:
            value = cast(bindparam("flipped", flipped, LargeBinary), Text)
            session.connection().execute(
                update(LINES).where(LINES.c.position == row["position"]).values({LINES.c[column]: value})
            )
            assert not verified(session, estimate_id).is_intact, (row["position"], column, at)
        found += 1


@pytest.mark.parametrize("gone", [[1], [3], [6], [5, 6], [1, 2, 3, 4, 5, 6]])
def test_lines_that_are_gone_are_missed(context: Context, estimate_id: UUID, gone: list[int]) -> None:
    with undone(context) as session:
        session.execute(delete(LINES).where(LINES.c.position.in_(gone)))
        found = verified(session, estimate_id)

    assert [problem.place for problem in found.problems] == [f"line {gone[0]}"]


def test_it_names_the_line_that_was_changed(context: Context, estimate_id: UUID) -> None:
    with undone(context) as session:
        session.execute(update(LINES).where(LINES.c.position == 2).values(action="declined"))
        found = verified(session, estimate_id)

    assert [(problem.place, problem.reason) for problem in found.problems] == [
        ("line 2", "what it says is not what its hash was made of")
    ]


@pytest.mark.shows("SGN-5", "OPS-5")
def test_a_person_who_was_erased_leaves_the_history_intact(context: Context, estimate_id: UUID) -> None:
    with undone(context) as session:
        line = session.get_one(HistoryLine, (estimate_id, 2))
        line.forget_person()
        session.flush()
        found = verified(session, estimate_id)
        line.actor_name = "Somebody else"
        session.flush()
        forged = verified(session, estimate_id)

    assert (found.is_intact, found.erased) == (True, 1)
    assert not forged.is_intact


@pytest.mark.parametrize(
    ("table", "values", "place"),
    [
        (EstimateVersion, {"document": {"title": "Another"}}, "version 1"),
        (EstimateVersion, {"document_hash": "0" * 64}, "version 1"),
        (Acceptance, {"total": 1}, "acceptance"),
        (Acceptance, {"signer_name": "Somebody else"}, "acceptance"),
        (Acceptance, {"ip": "192.0.2.1"}, "acceptance"),
        (Acceptance, {"optional_item_ids": ["x"]}, "acceptance"),
        (Acceptance, {"signature_text": "Somebody else"}, "signature"),
        (SealedDocument, {"sha256": "0" * 64}, "sealed document"),
        (SealedDocument, {"certificate_sha256": "0" * 64}, "sealed document"),
        (SealedDocument, {"sealed_at": None}, "sealed document"),
        (KeptFile, {"content": b"another file"}, "sealed document"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value)[:30],
)
def test_what_stands_beside_the_history_is_held_to_it(
    context: Context, estimate_id: UUID, table: Any, values: dict[str, Any], place: str
) -> None:
    with undone(context) as session:
        session.execute(update(table).values(values))
        session.expire_all()
        found = verified(session, estimate_id)

    assert place in {problem.place for problem in found.problems}


def test_an_acceptance_without_its_row_is_missed(context: Context, estimate_id: UUID) -> None:
    with undone(context) as session:
        session.execute(delete(SealedDocument))
        session.execute(delete(Acceptance))
        found = verified(session, estimate_id)

    assert "acceptance" in {problem.place for problem in found.problems}


def test_content_that_cannot_be_read_is_a_finding_and_no_crash(context: Context, estimate_id: UUID) -> None:
    with undone(context) as session:
        session.execute(update(Acceptance).values(totals={"total": 1.5}))
        session.execute(update(EstimateVersion).values(document={"title": 1.5}))
        session.expire_all()
        found = verified(session, estimate_id)

    assert not found.is_intact
