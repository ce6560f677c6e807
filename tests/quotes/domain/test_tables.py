"""The mapped classes against a real database: what goes in comes out, and what must be unique is."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, create_engine, event, make_url, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable

from services.quotes.domain.acceptance import Acceptance, Signer, acceptance_of
from services.quotes.domain.choice import choose
from services.quotes.domain.document import document_hash
from services.quotes.domain.estimate import Estimate, draft
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.history import HistoryLine, line_hash, next_line, person_hash
from services.quotes.domain.job import job_for
from services.quotes.domain.note import write_note
from services.quotes.domain.numbering import FIRST, estimate_number
from services.quotes.domain.signature import read_signature
from services.quotes.domain.tables import MAPPED, metadata
from services.quotes.domain.workspace import Workspace
from tests.quotes.domain.build import NOW, TODAY, WORKSPACE, customer, line, offer, origin
from tests.support import services

Sessions = sessionmaker[Session]
POSTGRESQL = make_url("postgresql+psycopg://").get_dialect()()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "postgresql" and not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    made = _sqlite() if request.param == "sqlite" else _postgresql()
    metadata.drop_all(made)
    metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    """Sessions on empty tables; each test runs on both kinds of database."""
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return sessionmaker(engine)


def _sqlite() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def check_foreign_keys(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


def _postgresql() -> Engine:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return create_engine(services.postgres_database(f"porchlight_test_quotes_tables_{worker}"))


@pytest.fixture
def stored(sessions: Sessions) -> tuple[Estimate, EstimateVersion]:
    """An estimate in the database, detached."""
    pat = customer()
    estimate, version = draft(offer(line()), pat, number="E-1001", now=NOW, by="Sam")
    with sessions(expire_on_commit=False) as session, session.begin():
        session.add_all([pat, estimate, version])
    return estimate, version


def _accepted(version: EstimateVersion) -> Acceptance:
    signer = Signer(name="Pat Doe", consent=True, signature=read_signature("typed", "Pat"))
    return acceptance_of(
        version, version.offer, choice=choose(version.offer), signer=signer, locale="en", origin=origin()
    )


def test_every_table_names_the_workspace_of_each_row() -> None:
    # Mail goes out, or not, for all of them alike.
    shared_by_all = {"channels"}

    assert {table.name for table in metadata.tables.values() if "workspace_id" not in table.columns} == shared_by_all
    assert {mapped.__tablename__ for mapped in MAPPED} == set(metadata.tables)


def test_every_table_can_be_made_on_postgresql() -> None:
    statements = [str(CreateTable(table).compile(dialect=POSTGRESQL)) for table in metadata.sorted_tables]

    assert any("document JSONB" in statement for statement in statements)
    assert any("TIMESTAMP WITH TIME ZONE" in statement for statement in statements)


def test_instants_come_back_aware_and_in_utc(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, _ = stored
    elsewhere = datetime(2026, 11, 2, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    with sessions.begin() as session:
        session.get_one(Estimate, estimate.id).sent_at = elsewhere

    with sessions() as session:
        sent_at = session.get_one(Estimate, estimate.id).sent_at

    assert sent_at == elsewhere
    assert sent_at is not None
    assert sent_at.tzinfo is UTC


def test_instants_without_a_zone_are_refused(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, _ = stored

    with pytest.raises(StatementError, match="no time zone"), sessions.begin() as session:
        session.get_one(Estimate, estimate.id).sent_at = datetime(2026, 11, 2, 10, 30)  # noqa: DTZ001


def test_a_stored_document_still_has_its_hash(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, version = stored

    with sessions() as session:
        found = session.get_one(EstimateVersion, (estimate.id, 1))

        assert document_hash(found.document) == found.document_hash == version.document_hash
        assert found.offer == version.offer


def test_of_two_decisions_at_once_the_second_fails(
    sessions: Sessions, stored: tuple[Estimate, EstimateVersion]
) -> None:
    estimate, _ = stored
    first, second = sessions(), sessions()
    ours, theirs = first.get_one(Estimate, estimate.id), second.get_one(Estimate, estimate.id)
    ours.send("estimate", NOW, today=TODAY)
    theirs.void("Mistake", NOW)

    first.commit()

    with pytest.raises(StaleDataError):
        second.commit()
    first.close()
    second.close()


@pytest.mark.shows("SGN-2")
def test_an_estimate_has_one_acceptance_and_one_job(
    sessions: Sessions, stored: tuple[Estimate, EstimateVersion]
) -> None:
    estimate, version = stored
    with sessions.begin() as session:
        session.add_all([_accepted(version), job_for(estimate, 100_00, NOW)])

    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add(_accepted(version))
    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add(job_for(estimate, 100_00, NOW))


def test_numbers_are_unique_within_a_workspace(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, _ = stored
    pat = customer()
    twin, _ = draft(offer(line()), pat, number=estimate.number, now=NOW, by="Sam")

    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add_all([pat, twin])


def test_one_unit_of_work_may_add_its_rows_in_any_order(sessions: Sessions) -> None:
    pat = customer()
    estimate, version = draft(offer(line()), pat, number="E-1001", now=NOW, by="Sam")

    with sessions.begin() as session:
        session.add(_accepted(version))
        session.flush()
        session.add_all([version, estimate, pat])

    with sessions() as session:
        assert session.scalars(select(Acceptance.estimate_id)).all() == [session.scalars(select(Estimate.id)).one()]


def test_a_row_that_belongs_to_nothing_is_refused(sessions: Sessions) -> None:
    estimate, _ = draft(offer(line()), customer(), number="E-1", now=NOW, by="Sam")

    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add(write_note(estimate, "Hello", origin()))


def test_a_stored_history_still_has_its_hashes(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, _ = stored
    with sessions.begin() as session:
        first = next_line(estimate, action="sent", origin=origin(), details={"version": 1, "to": None})
        session.add_all([first, next_line(estimate, action="viewed", origin=origin())])

    with sessions() as session:
        lines = [session.get_one(HistoryLine, (estimate.id, position)) for position in (1, 2)]

    assert [line_hash(line) for line in lines] == [line.hash for line in lines]
    assert [person_hash(line) for line in lines] == [line.person_hash for line in lines]


def test_two_lines_cannot_follow_the_same_one(sessions: Sessions, stored: tuple[Estimate, EstimateVersion]) -> None:
    estimate, _ = stored
    with sessions.begin() as session:
        session.add(next_line(estimate, action="sent", origin=origin()))
    estimate.history_length = 0

    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add(next_line(estimate, action="viewed", origin=origin()))


def test_numbers_are_read_out_with_a_letter() -> None:
    assert estimate_number(FIRST) == "E-1001"


def test_a_workspace_knows_what_day_it_is_there(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.add(
            Workspace(
                id=WORKSPACE,
                slug="bright",
                company_name="Bright Exteriors",
                time_zone="America/Los_Angeles",
                currency="USD",
                locale="en-US",
            )
        )

    with sessions() as session:
        workspace = session.get_one(Workspace, WORKSPACE)

    assert workspace.day_of(datetime(2026, 11, 3, 7, 59, tzinfo=UTC)) == TODAY
    assert workspace.day_of(datetime(2026, 11, 3, 8, 0, tzinfo=UTC)) == TODAY + timedelta(days=1)
    assert workspace.link_days == 60
