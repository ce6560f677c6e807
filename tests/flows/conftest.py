"""The whole system, once per session and kind; every test opens a workspace of its own in it."""

from collections.abc import Iterator

import pytest

from tests.support import buses, services, world
from tests.support.story import Office, open_office


@pytest.fixture(scope="session")
def embedded_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    running = world.embedded(tmp_path_factory.mktemp("flows") / "data")
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="session")
def processes_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
    running = world.processes(tmp_path_factory.mktemp("processes"), "porchlight_flows")
    running.start()
    yield running
    running.close()


@pytest.fixture(params=["embedded", "processes"])
def running(request: pytest.FixtureRequest) -> world.World:
    started: world.World = request.getfixturevalue(f"{request.param}_world")
    return started


@pytest.fixture
def office(running: world.World) -> Iterator[Office]:
    opened = open_office(running)
    yield opened
    opened.client.close()
