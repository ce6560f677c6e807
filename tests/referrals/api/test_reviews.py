"""Reviews at the office's desk."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from starlette.testclient import TestClient

from services.referrals.domain.trend import Stars, overview
from shared.clock import time_zone
from shared.service import Context
from tests.conftest import OpenService
from tests.referrals import story
from tests.referrals.api.test_public_reviews import leave
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver, published

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
NEW_YORK = time_zone("America/New_York")


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


def look(client: TestClient, path: str = "", **query: Any) -> Any:
    return client.get(f"/reviews{path}", params=query, headers=story.staff()).json()


@pytest.mark.shows("REV-4")
def test_the_office_sees_reviews_newest_first_and_page_by_page(client: TestClient) -> None:
    for stars in (5, 2, 4):
        leave(client, stars)

    first = look(client, limit=2)
    second = look(client, limit=2, cursor=first["next_cursor"])

    assert [one["rating"] for one in first["items"] + second["items"]] == [4, 2, 5]
    assert second["next_cursor"] is None


@pytest.mark.shows("REV-2", "REV-4")
def test_few_stars_open_a_case_which_the_office_closes(client: TestClient) -> None:
    leave(client, 5)
    low = leave(client, 1).json()["review_id"]
    before = look(client, show="open")["items"]

    closed = client.post(f"/reviews/{low}/close", headers=story.staff("office")).json()

    assert [one["review_id"] for one in before] == [low]
    assert closed["case"] == "closed"
    assert look(client, "/summary")["open_cases"] == 0


@pytest.mark.shows("REV-4")
def test_an_answer_is_kept_and_told_to_be_mailed(client: TestClient, context: Context) -> None:
    left = leave(client, 2, link=story.review_link(context)).json()

    answer = client.post(f"/reviews/{left['review_id']}/answer", json={"text": " Sorry! "}, headers=story.staff())

    (told,) = published(context, "ReviewAnswered")
    assert (answer.status_code, answer.json()["answer"]) == (200, "Sorry!")
    assert (told["data"]["author_email"], told["data"]["answer"]) == (business.CUSTOMER_EMAIL, "Sorry!")


@pytest.mark.shows("REV-4")
def test_who_left_no_address_cannot_be_answered(client: TestClient, context: Context) -> None:
    left = leave(client, 2).json()

    answer = client.post(f"/reviews/{left['review_id']}/answer", json={"text": "Sorry!"}, headers=story.staff())

    assert (answer.status_code, answer.json()["code"]) == (409, "missing_contact")
    assert published(context, "ReviewAnswered") == []


@pytest.mark.shows("REV-4")
def test_the_figures_are_of_all_reviews(client: TestClient) -> None:
    for stars in (5, 5, 4, 1):
        leave(client, stars)

    summary = look(client, "/summary")

    assert (summary["count"], summary["average"], summary["open_cases"]) == (4, 3.75, 1)
    assert summary["by_stars"] == {"1": 1, "2": 0, "3": 0, "4": 1, "5": 2}
    assert len(summary["months"]) == 12
    assert (summary["months"][-1]["count"], summary["months"][-1]["average"]) == (4, 3.75)


def test_without_reviews_there_is_no_average(client: TestClient) -> None:
    summary = look(client, "/summary")

    assert (summary["count"], summary["average"], summary["decline"]) == (0, None, None)


@pytest.mark.shows("REV-4")
@pytest.mark.parametrize(
    ("before", "lately", "warned"),
    [
        ([5, 5, 5], [4, 4, 4], True),
        ([5, 5, 5], [5, 5, 4], True),
        ([5, 5, 5, 5], [5, 5, 5, 4], False),
        ([3, 3, 3], [5, 5, 5], False),
        ([5, 5], [1, 1, 1], False),
        ([5, 5, 5], [1, 1], False),
    ],
)
def test_a_falling_trend_warns_where_there_are_enough_reviews(
    before: list[int], lately: list[int], warned: bool
) -> None:
    stars = [Stars(NOW - timedelta(days=120), rating) for rating in before]
    stars += [Stars(NOW - timedelta(days=5), rating) for rating in lately]

    found = overview({}, stars, now=NOW, zone=NEW_YORK)

    assert (found.decline is not None) == warned


def test_months_are_those_of_the_business(client: TestClient) -> None:
    late_on_halloween_in_new_york = datetime(2026, 11, 1, 2, tzinfo=UTC)

    found = overview({}, [Stars(late_on_halloween_in_new_york, 5)], now=NOW, zone=NEW_YORK)

    assert [(str(one.month), one.count) for one in found.months[-2:]] == [("2026-10-01", 1), ("2026-11-01", 0)]


@pytest.mark.shows("REV-4")
def test_last_years_reviews_are_in_the_average_and_not_in_the_months(client: TestClient) -> None:
    with time_machine.travel(NOW - timedelta(days=800)):
        leave(client, 1)
    with time_machine.travel(NOW):
        leave(client, 5)
        summary = client.get("/reviews/summary", headers=story.staff()).json()

    assert summary["average"] == 3
    assert sum(month["count"] for month in summary["months"]) == 1


def test_another_workspace_sees_and_changes_none_of_it(client: TestClient, context: Context) -> None:
    deliver(context, business.workspace_created(workspace_id=business.OTHER_WORKSPACE, slug="other"))
    left = leave(client, 1, email="kim@lee.test").json()["review_id"]
    theirs = story.staff(workspace_id=business.OTHER_WORKSPACE)

    listed = client.get("/reviews", headers=theirs).json()["items"]
    answered = client.post(f"/reviews/{left}/answer", json={"text": "Hi"}, headers=theirs)
    closed = client.post(f"/reviews/{left}/close", headers=theirs)

    assert listed == []
    assert (answered.status_code, closed.status_code) == (404, 404)


def test_a_viewer_may_look_and_not_answer(client: TestClient) -> None:
    left = leave(client, 1, email="kim@lee.test").json()["review_id"]

    looked = client.get("/reviews", headers=story.staff("viewer"))
    answered = client.post(f"/reviews/{left}/answer", json={"text": "Hi"}, headers=story.staff("viewer"))

    assert (looked.status_code, answered.status_code) == (200, 403)
