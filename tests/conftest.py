"""What every test can ask for, and the report of what could not be run here."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
import structlog
from xdist.scheduler import LoadScopeScheduling

from shared import causality
from shared.service import Context, Service
from tests.support import services

OpenService = Callable[..., Context]

# structlog's own default draws every traceback with all its variables, which takes longer than most tests.
structlog.configure(
    processors=[
        causality.add_log_keys,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(default=str),
    ]
)


_ONE_AT_A_TIME = ("processes", "rabbit", "tests/infrastructure", "servers")
_ONE_WORLD_EACH = ("tests/browser", "tests/chaos", "tests/flows")


class Grouped(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist does not say that it is typed
    """Queues have the same names for everybody, and a killed process is no neighbour: such tests share one worker.

    So do those of a folder that starts all of Porchlight once for all of them. Every other test goes where there is room.
    """

    def _split_scope(self, nodeid: str) -> str:
        if any(word in nodeid for word in _ONE_AT_A_TIME):
            return "broker"
        return next((folder for folder in _ONE_WORLD_EACH if folder in nodeid), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grouped:
    # The runner's own groups are lost on pytest 9.2, silently.
    return Grouped(config, log)


@pytest.fixture(params=["sqlite", "postgresql"])
def open_service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenService]:
    """`open_service(manifest.service, **environment)`: the service on an empty database; each test runs on both kinds."""
    if request.param == "postgresql" and not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    with ExitStack() as stack:

        def open_one(service: Service, **environment: str) -> Context:
            worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
            url = (
                services.sqlite_url(tmp_path, service.name)
                if request.param == "sqlite"
                else services.kept_database(f"porchlight_test_{service.name}_{worker}")
            )
            opened: AbstractContextManager[Context] = services.running(service, url, **environment)
            return stack.enter_context(opened)

        yield open_one
