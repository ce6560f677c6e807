"""The whole system for this folder alone: with a trap in every process, or with a network that fails."""

from collections.abc import Iterator

import pytest

from tests.support import buses, services, world
from tests.support.proxy import Proxy

LAUNCHER = ("-m", "tests.support.crashing")


@pytest.fixture(scope="module", params=["embedded", "processes"])
def trapped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    folder = tmp_path_factory.mktemp("chaos")
    trap = {"CRASH_FILE": str(folder / "trap")}
    if request.param == "embedded":
        running = world.embedded(folder / "data", launcher=LAUNCHER, **trap)
    else:
        _need_servers()
        running = world.processes(folder / "data", "porchlight_chaos", launcher=LAUNCHER, **trap)
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module", params=["processes"])
def networked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    _need_servers()
    database = Proxy(("127.0.0.1", 5432))
    running = world.processes(tmp_path_factory.mktemp("network") / "data", "porchlight_network", database=database)
    running.start()
    yield running
    running.close()


def _need_servers() -> None:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
