"""How long we wait for PostgreSQL, and it for us."""

import os
import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import URL, make_url
from sqlalchemy.exc import OperationalError

from shared.database import postgres
from shared.database.session import Database
from tests.support import services
from tests.support.proxy import Proxy

NAME = f"porchlight_test_patience_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture
def url() -> str:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    return services.postgres_database(NAME)


@pytest.fixture
def way(url: str) -> Iterator[Proxy]:
    """What lies between us and the server."""
    proxy = Proxy(("127.0.0.1", make_url(url).port or 5432))
    yield proxy
    proxy.close()


def over(way: Proxy, url: str) -> URL:
    return make_url(url).set(port=way.port)


def hurried(url: str, limit: str) -> URL:
    """The same with a limit of its own for statements."""
    return make_url(url).set(query={"options": f"-c statement_timeout={limit}"})


def test_a_connection_ends_when_something_on_the_way_swallows_the_answer(url: str, way: Proxy) -> None:
    connection = postgres.connect(postgres.conninfo(over(way, url)), autocommit=True)
    connection.patience = 0.3
    way.black_hole()

    with pytest.raises(psycopg.OperationalError, match="did not answer within"):
        connection.execute("SELECT 1")

    assert connection.broken


def test_an_answer_that_takes_longer_than_a_moment_is_waited_for(url: str, way: Proxy) -> None:
    with postgres.connect(postgres.conninfo(over(way, url))) as connection:
        found = connection.execute("SELECT 'here' FROM pg_sleep(0.4)").fetchone()

    assert found == ("here",)


def test_a_pool_forgets_its_connections_with_the_first_that_has_gone_silent(url: str, way: Proxy) -> None:
    database = Database(over(way, url), pool_size=1)
    with database.engine.connect() as connection:
        connection.connection.driver_connection.patience = 0.3  # type: ignore[union-attr]
    way.black_hole()
    with pytest.raises(OperationalError) as lost, database.read() as session:
        session.connection().exec_driver_sql("SELECT 1")
    way.heal()

    with database.read() as session:
        found = session.connection().exec_driver_sql("SELECT 1").scalar_one()

    database.close()
    assert lost.value.connection_invalidated
    assert found == 1


def test_a_process_that_people_wait_for_gives_up_sooner(url: str, way: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PAGE_PATIENCE", 1.0)
    database = Database(over(way, url), pool_size=1)
    database.hurry()
    with database.read() as session:
        session.connection().exec_driver_sql("SELECT 1")
    way.black_hole()

    began = time.monotonic()
    for _ in range(2):  # the connection there is, and a new one
        with pytest.raises(OperationalError), database.read() as session:
            session.connection().exec_driver_sql("SELECT 1")
    waited = time.monotonic() - began

    database.close()
    assert waited < 2 * 4


def test_nobody_notices_that_the_server_ended_a_connection_nobody_used(url: str) -> None:
    database = Database(url, pool_size=2)
    with database.read() as one, database.read() as other:
        mine = [
            session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for session in (one, other)
        ]
    with psycopg.connect(services.POSTGRES_ADMIN, autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) AS pid", [mine])

    with database.read() as one, database.begin() as other:
        found = [
            session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for session in (one, other)
        ]

    database.close()
    assert not set(found) & set(mine)


def test_the_server_lets_go_of_who_goes_silent_in_a_transaction(url: str) -> None:
    with postgres.connect(postgres.conninfo(make_url(url))) as connection:
        names = ("statement_timeout", "idle_in_transaction_session_timeout", "tcp_keepalives_idle", "tcp_user_timeout")
        found = [connection.execute(f"SHOW {name}").fetchone() for name in names]

    assert found == [("25s",), ("30s",), ("10",), ("20000",)]


def test_what_the_url_says_about_the_server_comes_before_our_settings(url: str) -> None:
    info = postgres.conninfo(hurried(url, "50ms"))

    with postgres.connect(info) as connection, pytest.raises(psycopg.errors.QueryCanceled):
        connection.execute("SELECT pg_sleep(20)")


def test_what_may_take_long_is_not_hurried_and_what_follows_is(url: str) -> None:
    database = Database(hurried(url, "100ms"), pool_size=1)

    with database.begin() as session, postgres.unhurried(session.connection()):
        session.connection().exec_driver_sql("SELECT pg_sleep(0.2)")
    with pytest.raises(OperationalError, match="statement timeout"), database.begin() as session:
        session.connection().exec_driver_sql("SELECT pg_sleep(20)")

    database.close()
