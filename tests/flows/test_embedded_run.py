"""`porchlight up`: what it owes to whoever tries it, and starts it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.embedded.demo import OWNER_EMAIL, OWNER_PASSWORD, SLUG
from tests.support.patience import SECONDS, get
from tests.support.story import Office
from tests.support.world import NAMES, World, embedded, eventually

pytestmark = pytest.mark.shows("OPS-1")

READY = "Porchlight is running."
FORWARDED = [
    {"X-Forwarded-For": "198.51.100.7"},
    {"X-Forwarded-Proto": "https"},
    {"X-Forwarded-Host": "portal.example"},
    {"Forwarded": "for=198.51.100.7"},
    {"Via": "1.1 proxy"},
]


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[World]:
    """A run of this test alone, which may be ended and started again."""
    world = embedded(tmp_path / "data")
    try:
        start(world)
        yield world
    finally:
        world.close()


def start(world: World) -> None:
    """Starts the run, and waits until it has said so: the demo is made by then."""
    log = world.parts["up"].log
    before = log.read_text().count(READY) if log.exists() else 0
    world.start()
    eventually(lambda: log.read_text().count(READY) > before, "the demo is made")


@contextmanager
def signed_in(world: World) -> Iterator[Office]:
    """The owner of the demo's workspace, with the log-in that the start prints."""
    with httpx.Client(base_url=f"{world.url}/api/v1", timeout=SECONDS) as client:
        tokens = client.post("/auth/token", json={"email": OWNER_EMAIL, "password": OWNER_PASSWORD}).json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        yield Office(world, SLUG, OWNER_EMAIL, client)


def estimates(office: Office) -> dict[str, Any]:
    return {one["estimate_id"]: (one["title"], one["status"]) for one in office.call("GET", "/estimates")["items"]}


def test_a_restart_leaves_somebodys_own_drafts_alone(restarted: World) -> None:
    with signed_in(restarted) as office:
        (customer,) = office.call("GET", "/customers")["items"]
        ((title, _),) = estimates(office).values()
        for own in ("Our own", title):
            office.draft(customer["customer_id"], title=own)
        before = estimates(office)

    restarted.close()
    start(restarted)

    with signed_in(restarted) as office:
        assert estimates(office) == before
    assert sorted(before.values()) == [(title, "draft"), (title, "sent"), ("Our own", "draft")]
    assert len(eventually(lambda: restarted.mails(customer["email"]), "the demo is mailed")) == 1


def test_health_is_not_told_to_whoever_comes_through_a_proxy(embedded_world: World) -> None:
    inside = get(f"{embedded_world.url}/healthz")
    outside = [
        get(f"{embedded_world.url}/{path}", headers=headers).status_code
        for headers in FORWARDED
        for path in ("healthz", "readyz", "metrics")
    ]

    assert inside.json() == {"status": "live"}
    assert set(outside) == {404}


def test_its_metrics_tell_the_backlog_of_all_services(embedded_world: World) -> None:
    told = get(f"{embedded_world.url}/metrics").text

    for name in NAMES:
        assert f'porchlight_outbox_unsent{{kind="event",service="{name}"}}' in told
