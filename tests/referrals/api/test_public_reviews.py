"""Leaving a review: once per job, changeable for a week, and invited to Google by the rules."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from starlette.testclient import TestClient

from shared.clock import utc_now
from shared.events.portal import WorkspaceChanged
from shared.events.quotes import CustomerLinksRevoked, EstimateLinksRevoked
from shared.service import Context
from tests.conftest import OpenService
from tests.referrals import story
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver, published, run_tasks

GOOGLE = "https://g.page/r/CdfK2Zc5x1bqEBM/review"
FORM = "0123456789abcdef"


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(api_of(context)) as client:
        yield client


def leave(client: TestClient, rating: int = 5, text: str = "Lovely lawn.", **more: Any) -> Any:
    return client.post("/public/reviews", json={"rating": rating, "text": text} | more, headers=story.visitor())


def invite(context: Context, *, url: str | None = GOOGLE, everyone: bool = False) -> None:
    created = business.workspace_created().model_dump(exclude={"owner_id", "owner_email"})
    deliver(context, WorkspaceChanged(**created | {"google_review_url": url, "invite_everyone": everyone}))


@pytest.mark.shows("REV-1")
def test_a_review_by_the_link_of_a_job_is_verified_and_its_customers(client: TestClient, context: Context) -> None:
    link = story.review_link(context)

    answer = leave(client, link=link, name="Somebody else", email="else@where.test")

    (told,) = published(context, "ReviewSubmitted")
    assert (answer.status_code, answer.json()["verified"]) == (201, True)
    assert told["data"]["job_id"] == str(business.JOB)
    assert told["data"]["customer_id"] == str(business.CUSTOMER)
    assert (told["data"]["author_name"], told["data"]["rating"]) == ("Dana Fox", 5)


@pytest.mark.shows("REV-2")
def test_a_review_without_a_job_is_unverified(client: TestClient, context: Context) -> None:
    answer = leave(client, 4, name=" Kim ", email="kim@lee.test")

    (told,) = published(context, "ReviewSubmitted")
    assert (answer.status_code, answer.json()["verified"]) == (201, False)
    assert (told["data"]["author_name"], told["data"]["job_id"]) == ("Kim", None)


@pytest.mark.shows("REV-1")
def test_a_job_has_one_review_which_its_customer_changes(client: TestClient, context: Context) -> None:
    link = story.review_link(context)
    first = leave(client, 5, link=link)

    second = leave(client, 2, "It rained in.", link=link)

    (changed,) = published(context, "ReviewChanged")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["review_id"] == second.json()["review_id"]
    assert (changed["data"]["previous_rating"], changed["data"]["rating"]) == (5, 2)
    assert changed["data"]["is_private"]
    assert len(published(context, "ReviewSubmitted")) == 1


@pytest.mark.shows("REV-1")
@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7.01, 409)])
def test_it_can_be_changed_for_seven_days(client: TestClient, context: Context, days: float, status: int) -> None:
    link = story.review_link(context)
    leave(client, 5, link=link)

    with time_machine.travel(utc_now() + timedelta(days=days)):
        answer = leave(client, 1, link=link)
        opened = client.get(f"/public/links/{link}", headers=story.visitor(None)).json()

    assert answer.status_code == status
    assert opened["review"]["is_editable"] == (status == 200)
    assert status == 200 or answer.json()["code"] == "review_not_editable"


def test_the_same_again_changes_nothing_even_when_it_is_too_late(client: TestClient, context: Context) -> None:
    link = story.review_link(context)
    leave(client, link=link)

    with time_machine.travel(utc_now() + timedelta(days=30)):
        answer = leave(client, link=link)

    assert answer.status_code == 200
    assert published(context, "ReviewChanged") == []


@pytest.mark.shows("REV-1")
def test_the_same_form_sent_twice_at_once_is_one_review(client: TestClient, context: Context) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = [one.result() for one in [threads.submit(leave, client, submission=FORM) for _ in range(4)]]

    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["review_id"] for answer in answers}) == 1
    assert len(published(context, "ReviewSubmitted")) == 1


def test_two_forms_are_two_reviews(client: TestClient, context: Context) -> None:
    leave(client, submission=FORM)
    leave(client, submission=FORM + "0")
    leave(client)

    assert len(published(context, "ReviewSubmitted")) == 3


@pytest.mark.shows("REV-2")
@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize("url", [None, GOOGLE])
@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_who_is_invited_to_google(
    client: TestClient, context: Context, stars: int, url: str | None, everyone: bool
) -> None:
    invite(context, url=url, everyone=everyone)

    taken = leave(client, stars).json()

    assert taken["invitation"] == (url if everyone or stars >= 4 else None)
    assert taken["is_private"] == (stars <= 3)


@pytest.mark.shows("REV-2", "LNK-10")
def test_looking_records_nothing(client: TestClient, context: Context) -> None:
    link = story.review_link(context)
    before = len(published(context))

    for _ in range(3):
        opened = client.get(f"/public/links/{link}?rating=5", headers=story.visitor(None))

    assert opened.json()["review"] is None
    assert (opened.json()["title"], opened.json()["customer_name"]) == ("Front lawn renovation", "Dana Fox")
    assert len(published(context)) == before


@pytest.mark.shows("REV-1")
@pytest.mark.parametrize(
    "body",
    [
        {"rating": 0},
        {"rating": 6},
        {"rating": "5"},
        {"rating": 4.5},
        {"rating": True},
        {},
        {"rating": 5, "text": "x" * 5001},
        {"rating": 5, "text": "bell \x07"},
        {"rating": 5, "email": "nobody"},
        {"rating": 5, "submission": "short"},
        {"rating": 5, "verified": True},
    ],
)
def test_what_is_no_review_is_refused(client: TestClient, context: Context, body: dict[str, Any]) -> None:
    answer = client.post("/public/reviews", json=body, headers=story.visitor())

    assert answer.status_code == 422
    assert published(context, "ReviewSubmitted") == []


@pytest.mark.shows("LNK-11")
def test_a_link_of_another_business_reviews_nothing_here(client: TestClient, context: Context) -> None:
    deliver(context, business.workspace_created(workspace_id=business.OTHER_WORKSPACE, slug="other"))
    link = story.review_link(context, workspace_id=business.OTHER_WORKSPACE)

    answer = leave(client, link=link)

    assert (answer.status_code, answer.json()["code"]) == (422, "link_of_another_business")


@pytest.mark.shows("LNK-11")
@pytest.mark.parametrize("of", ["estimate", "customer", "itself"])
def test_a_link_that_was_taken_back_opens_nothing(client: TestClient, context: Context, of: str) -> None:
    link, now = story.review_link(context), utc_now()
    known: dict[str, Any] = {"workspace_id": business.WORKSPACE, "revoked_at": now, "customer_id": business.CUSTOMER}
    if of == "estimate":
        deliver(context, EstimateLinksRevoked(**known, estimate_id=business.ESTIMATE, number="E-1001"))
    elif of == "customer":
        deliver(context, CustomerLinksRevoked(**known))
    else:
        client.post("/reviews/links/revoke", json={"token": link}, headers=story.staff())

    opened, left = client.get(f"/public/links/{link}", headers=story.visitor(None)), leave(client, link=link)

    assert (opened.status_code, opened.json()["code"]) == (410, "link_revoked")
    assert left.status_code == 410


@pytest.mark.shows("LNK-1")
def test_an_expired_link_is_renewed_to_the_address_on_file(client: TestClient, context: Context) -> None:
    link = story.review_link(context)

    with time_machine.travel(utc_now() + timedelta(days=61)):
        opened = client.get(f"/public/links/{link}", headers=story.visitor(None))
        renewed = client.post(f"/public/links/{link}/renew", headers=story.visitor(None))
        fresh = published(context, "ReviewLinkIssued")[-1]["data"]
        again = client.get(f"/public/links/{fresh['link'].rpartition('/')[2]}", headers=story.visitor(None))

    assert (opened.status_code, renewed.status_code, again.status_code) == (410, 202, 200)
    assert (fresh["cause"], fresh["customer_email"]) == ("renewed", business.CUSTOMER_EMAIL)


def test_a_job_that_is_told_of_twice_has_one_link(context: Context) -> None:
    deliver(context, story.job_completed())
    deliver(context, story.job_completed())
    run_tasks(context)

    assert [event["data"]["cause"] for event in published(context, "ReviewLinkIssued")] == ["completed"]


def test_an_older_release_tells_less_of_the_customer_who_is_known_all_the_same(context: Context) -> None:
    story.review_link(context, customer_name="", customer_email=None, title="")

    (told,) = published(context, "ReviewLinkIssued")
    assert (told["data"]["customer_name"], told["data"]["customer_email"]) == ("Dana Fox", business.CUSTOMER_EMAIL)


def test_without_a_secret_there_is_no_link_and_no_harm(open_service: OpenService) -> None:
    context = story.open_business(open_service, CUSTOMER_TOKEN_SECRET="")

    deliver(context, story.job_completed())
    run_tasks(context)

    assert published(context, "ReviewLinkIssued") == []
