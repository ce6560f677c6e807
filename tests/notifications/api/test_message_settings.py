"""When customers are written to by themselves: read and changed by the office."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.notifications.manifest import service
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import story
from tests.support.apps import api_of
from tests.support.business import OTHER_WORKSPACE, WORKSPACE, bearer

PATH = "/settings/notifications"
AT_FIRST = {
    "follow_up": True,
    "follow_up_hours": 24,
    "not_viewed_days": 3,
    "not_signed_days": 7,
    "expiring_days": 2,
    "quiet_from": 20,
    "quiet_until": 8,
}


@pytest.fixture
def client(open_service: OpenService) -> Iterator[TestClient]:
    with TestClient(api_of(story.open_business(open_service))) as client:
        yield client


@pytest.mark.shows("NOT-3", "NOT-4", "SET-2")
def test_what_is_named_changes_and_all_else_stays(client: TestClient) -> None:
    before = client.get(PATH, headers=story.owner()).json()

    changed = client.patch(PATH, json={"follow_up_hours": 48, "quiet_from": 22}, headers=story.owner()).json()

    assert changed == client.get(PATH, headers=story.owner()).json()
    assert changed["mine"] == before.pop("mine") == changed.pop("mine")
    assert before == AT_FIRST
    assert changed == AT_FIRST | {"follow_up_hours": 48, "quiet_from": 22}


@pytest.mark.parametrize(
    "change",
    [{"quiet_from": 24}, {"not_viewed_days": -1}, {"follow_up_hours": 721}, {"follow_up": 1}, {"expiring_days": "2"}],
)
def test_what_is_no_hour_or_day_is_refused_and_named(client: TestClient, change: dict[str, Any]) -> None:
    answer = client.patch(PATH, json=change, headers=story.owner())

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == next(iter(change))


def test_a_viewer_may_look_and_another_workspace_has_its_own(client: TestClient) -> None:
    client.patch(PATH, json={"follow_up_hours": 48}, headers=story.owner())
    viewer = bearer(service.name, Caller("staff", WORKSPACE, role="viewer"))

    changed = client.patch(PATH, json={"follow_up_hours": 1}, headers=viewer)
    theirs = client.get(PATH, headers=story.owner(OTHER_WORKSPACE)).json()

    assert changed.status_code == 403
    assert theirs == AT_FIRST | {"mine": theirs["mine"]}
