"""The fixtures of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe

from .support import Endpoint, Running, running


@pytest.fixture(autouse=True)
def _no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe, "enable_telemetry", False)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Where the sandbox's webhooks go."""
    heard = Endpoint()
    yield heard
    heard.close()


@pytest.fixture
def running_sandbox(tmp_path: Path, endpoint: Endpoint) -> Iterator[Running]:
    """A sandbox with two connected accounts, served under a path prefix."""
    with running(tmp_path / "stripe.db", endpoint) as started:
        yield started


@pytest.fixture(scope="session")
def untouched_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One for all tests that leave it as it was: those of requests that are refused."""
    heard = Endpoint()
    with running(tmp_path_factory.mktemp("stripe") / "stripe.db", heard) as started:
        yield started
    heard.close()
