"""Code on a database that lacks what the code has added since: it reads defaults and nothing, and loses nobody's word."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, exists, func, insert, select, text, true, update
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, aliased, mapped_column

from shared.database import drift
from shared.database.session import Database
from shared.database.stopgap import BeingUpdated
from shared.database.types import Json
from shared.database.upsert import insert_into
from shared.web.errors import problem_of
from tests.support.services import new_postgres_database, postgres_answers, sqlite_url

pytestmark = pytest.mark.shows("LNK-9")


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    metadata = MetaData()


class Ball(Base, kw_only=True):
    """As the code has it: the columns from `size` on are new."""

    __tablename__ = "balls"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    size: Mapped[int | None] = mapped_column(default=None)
    color: Mapped[str] = mapped_column(default="white", server_default="white")
    bounces: Mapped[bool] = mapped_column(default=True, server_default=true())
    patches: Mapped[int] = mapped_column(default=0, server_default="0")
    story: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    lost_on: Mapped[date | None] = mapped_column(default=None)


class Mark(Base, kw_only=True):
    """New as a whole."""

    __tablename__ = "marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    ball_id: Mapped[int]


DEFAULTS = (None, "white", True, 0, None)
BEFORE = "CREATE TABLE balls (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"
MIGRATION = (
    "ALTER TABLE balls ADD COLUMN size INTEGER",
    "ALTER TABLE balls ADD COLUMN color TEXT DEFAULT 'white' NOT NULL",
    "ALTER TABLE balls ADD COLUMN bounces BOOLEAN DEFAULT true NOT NULL",
    "ALTER TABLE balls ADD COLUMN patches INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE balls ADD COLUMN story JSON",
    "ALTER TABLE balls ADD COLUMN lost_on DATE",
    "CREATE TABLE marks (id INTEGER PRIMARY KEY, ball_id INTEGER NOT NULL)",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Migrated to the release before, with one row."""
    if request.param == "postgresql" and not postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    url = (
        new_postgres_database(f"porchlight_drift_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
        if request.param == "postgresql"
        else sqlite_url(tmp_path, "balls")
    )
    made = Database(url, metadata=[Base.metadata])
    run(made, BEFORE, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO balls VALUES (1, 'first')")
    yield made
    made.close()


def run(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def migrated(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    run(database, *MIGRATION)
    monkeypatch.setattr(drift, "LOOK_EVERY", 0)
    database._drift._look_at = 0


def of(ball: Ball | None) -> tuple[Any, ...]:
    assert ball is not None
    return ball.size, ball.color, ball.bounces, ball.patches, ball.story


def names(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Ball.name).order_by(Ball.id)))


def test_a_missing_column_reads_as_its_default(database: Database) -> None:
    with database.begin() as session:
        whole = session.get(Ball, 1)
        locked = session.scalar(select(Ball).where(Ball.size.is_(None)).with_for_update(of=Ball))
        one = session.execute(select(Ball.color, Ball.patches + 1).where(Ball.bounces)).one()
        lost = session.scalar(select(Ball.id).where((Ball.lost_on < date(2026, 1, 1)) | Ball.lost_on.is_not(None)))
        other = aliased(Ball)
        joined = session.scalar(select(other).join(Ball, Ball.color == other.color))
        counted = session.scalar(select(func.count()).select_from(select(Ball).subquery()))

    assert of(whole) == of(locked) == of(joined) == DEFAULTS
    assert (tuple(one), lost, counted) == (("white", 1), None, 1)


def test_a_missing_table_reads_as_empty(database: Database) -> None:
    with database.begin() as session:
        everything = session.scalars(select(Mark)).all()
        locked = session.scalars(select(Mark).with_for_update(skip_locked=True)).all()
        marked = session.scalar(select(exists(select(Mark.id).where(Mark.ball_id == Ball.id))).select_from(Ball))
        outer = session.execute(select(Ball.name, Mark.id).outerjoin(Mark, Mark.ball_id == Ball.id)).one()

    assert (everything, locked, bool(marked), tuple(outer)) == ([], [], False, ("first", None))


def test_what_says_nothing_new_is_written_without_it(database: Database) -> None:
    with database.begin() as session:
        session.add_all([Ball(id=2, name="second"), Ball(id=3, name="third", color="white", patches=0)])
        session.flush()
        session.execute(insert(Ball.__table__), {"id": 4, "name": "fourth", "size": None, "bounces": True})
        session.execute(insert(Ball.__table__), [{"id": number, "name": "twin", "size": None} for number in (41, 42)])
        session.execute(insert_into(session, Ball).values(id=5, name="fifth").on_conflict_do_nothing())
        session.execute(insert_into(session, Ball).values(id=6, name="sixth").returning(Ball.id))
        session.add(ball := Ball(id=7, name="seventh"))
        session.flush()
        ball.name = "last"

    assert of(ball) == DEFAULTS
    assert names(database) == ["first", "second", "third", "fourth", "fifth", "sixth", "last", "twin", "twin"]


def test_a_lock_holds_and_whoever_waited_for_it_sees_what_was_done(database: Database) -> None:
    def look() -> list[str]:
        query = select(Ball.name, Ball.color).where(Ball.id == 1).with_for_update(of=Ball)
        with database.begin() as session:
            return list(session.execute(query).one())

    with ThreadPoolExecutor(1) as elsewhere:
        with database.begin() as session:
            ball = session.scalars(select(Ball).where(Ball.id == 1).with_for_update()).one()
            looked = elsewhere.submit(look)
            with pytest.raises(TimeoutError):
                looked.result(timeout=0.3)
            ball.name = "changed"

        assert looked.result(timeout=30) == ["changed", "white"]


@pytest.mark.parametrize(
    "write",
    [
        lambda session: session.add(Ball(id=2, name="second", size=5)),
        lambda session: session.add(Ball(id=2, name="second", bounces=False)),
        lambda session: session.add_all([Ball(id=2, name="second"), Ball(id=3, name="third", color="red")]),
        lambda session: session.execute(insert_into(session, Ball).values(id=2, name="second", color="red")),
        lambda session: session.execute(insert_into(session, Ball).values(id=2, name="second", size=5)),
        lambda session: session.execute(update(Ball).values(size=5)),
        lambda session: setattr(session.get(Ball, 1), "size", 5),
        lambda session: session.add(Mark(id=1, ball_id=1)),
    ],
)
def test_what_would_be_lost_is_refused_until_later(database: Database, write: Any) -> None:
    with pytest.raises(BeingUpdated) as refused, database.begin() as session:
        write(session)

    answer = problem_of(refused.value)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "try again in a minute" in bytes(answer.body).decode()
    assert names(database) == ["first"]


def test_after_the_migration_nothing_is_made_up_any_more(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = names(database)

    migrated(database, monkeypatch)
    with database.begin() as session:
        session.add_all(
            [Ball(id=2, name="second", size=5, color="red", bounces=False, story={"a": 1}), Mark(id=1, ball_id=2)]
        )

    with database.read() as session:
        first, second = session.scalars(select(Ball).order_by(Ball.id)).all()
        marks = session.scalars(select(Mark.ball_id)).all()
        bind = session.get_bind()
    assert (stale, of(first), of(second)) == (["first"], DEFAULTS, (5, "red", False, 0, {"a": 1}))
    assert (marks, bind.dialect) == ([2], database.engine.dialect)


def test_who_began_before_the_migration_finishes_after_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.read() as session:
        before = of(session.get(Ball, 1))
        migrated(database, monkeypatch)
        names(database)
        again = of(session.scalar(select(Ball).execution_options(populate_existing=True)))

    assert before == again == DEFAULTS


def test_a_database_that_was_never_migrated_is_not_taken_for_an_empty_one(database: Database) -> None:
    run(database, "DROP TABLE alembic_version")

    with pytest.raises(Exception, match="size"), database.read() as session:
        session.scalars(select(Ball)).all()


def test_a_database_that_has_everything_is_looked_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    migrated(database, monkeypatch)
    names(database)

    run(database, "ALTER TABLE balls DROP COLUMN size")

    with pytest.raises(Exception, match="size"), database.read() as session:
        session.scalars(select(Ball)).all()
