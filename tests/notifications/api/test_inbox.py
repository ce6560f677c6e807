import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.notifications.api import inbox as inbox_api
from shared.database.session import Database
from shared.service import Context
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import story
from tests.support import business
from tests.support.apps import api_of
from tests.support.services import deliver
from tests.support.world import eventually


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(inbox_api, "LOOK_AGAIN", 3600.0)  # so that only being told ends a wait
    with TestClient(api_of(context)) as client:
        yield client


def inbox(client: TestClient, headers: dict[str, str] | None = None, **query: Any) -> dict[str, Any]:
    answer = client.get("/inbox", params=query, headers=headers or story.owner())
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def is_waiting(answer: "Future[Any]") -> bool:
    """Whether there is no answer, although there was time for one."""
    try:
        answer.result(timeout=0.5)
    except TimeoutError:
        return True
    return False


@pytest.mark.shows("NOT-1")
def test_the_office_finds_what_has_happened_oldest_first(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    deliver(context, business.invoice_paid())

    body = inbox(client)

    assert [item["text"] for item in body["items"]] == [
        "Dana Fox accepted E-1001 · $2,450.00",
        "Dana Fox paid INV-2001 · $612.50",
    ]
    first = body["items"][0]
    assert (first["title"], first["kind"], first["read"]) == ("Estimate accepted", "estimate_accepted", False)
    assert first["url"] == f"/office/estimates/{business.ESTIMATE}"
    assert first["at"] == "2026-11-23T17:00:00Z"
    assert body["cursor"] == body["items"][-1]["id"]
    assert body["unread"] == 2


@pytest.mark.shows("NOT-1")
def test_only_what_follows_the_cursor_is_told(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    cursor = inbox(client)["cursor"]
    nothing_new = inbox(client, after=cursor)
    deliver(context, business.invoice_paid())

    body = inbox(client, after=cursor)

    assert (nothing_new["items"], nothing_new["cursor"]) == ([], cursor)
    assert [item["kind"] for item in body["items"]] == ["payment_received"]


def test_older_notices_can_be_turned_back_to(client: TestClient, context: Context) -> None:
    for number in range(55):
        deliver(context, story.estimate_declined(number=f"E-{number}"))
    newest = inbox(client)

    older = inbox(client, before=newest["items"][0]["id"])

    assert len(newest["items"]) == 50
    assert [item["text"].split()[3] for item in older["items"]] == ["E-0:", "E-1:", "E-2:", "E-3:", "E-4:"]


@pytest.mark.shows("NOT-1")
def test_whoever_waits_is_told_within_a_second_of_the_commit(client: TestClient, context: Context) -> None:
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(inbox, client, wait=25)
        waited = is_waiting(answer)

        deliver(context, business.estimate_accepted())
        body = answer.result(timeout=60)

    assert waited
    assert [item["kind"] for item in body["items"]] == ["estimate_accepted"]


@pytest.mark.shows("NOT-1")
@pytest.mark.parametrize("open_service", ["postgresql"], indirect=True)
def test_whoever_waits_hears_of_commits_in_other_processes(client: TestClient, context: Context) -> None:
    elsewhere = Context(context.service, context.settings, Database(context.settings.database_url))
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(inbox, client, wait=25)
        waited = is_waiting(answer)

        deliver(elsewhere, business.estimate_accepted())
        body = answer.result(timeout=60)

    elsewhere.database.close()
    assert waited
    assert [item["kind"] for item in body["items"]] == ["estimate_accepted"]


def test_waiting_ends(client: TestClient) -> None:
    started = time.monotonic()

    body = inbox(client, wait=0.3)

    assert body == {"items": [], "cursor": "", "unread": 0}
    assert time.monotonic() - started >= 0.3


def test_waiting_holds_no_connection(client: TestClient, context: Context) -> None:
    with ThreadPoolExecutor(25) as threads:
        answers = [threads.submit(inbox, client, wait=25) for _ in range(25)]
        waited = is_waiting(answers[0])
        eventually(lambda: context.database.engine.pool.checkedout() == 0, "none holds a connection")  # type: ignore[attr-defined]

        deliver(context, business.estimate_accepted())
        bodies = [answer.result(timeout=60) for answer in answers]

    assert waited
    assert [len(body["items"]) for body in bodies] == [1] * 25


@pytest.mark.shows("NOT-1")
def test_an_office_sees_its_own_notices_only(client: TestClient, context: Context) -> None:
    other = {"workspace_id": business.OTHER_WORKSPACE, "owner_id": story.OTHER_OWNER, "owner_email": "boss@other.test"}
    deliver(context, business.workspace_created(slug="other", **other))
    deliver(context, business.estimate_accepted())
    cursor = inbox(client)["cursor"]
    theirs = story.owner(business.OTHER_WORKSPACE, story.OTHER_OWNER)

    body = inbox(client, theirs)
    with_our_cursor = inbox(client, theirs, after=cursor)
    marked = client.post("/inbox/read", json={"up_to": cursor}, headers=theirs)

    assert (body["items"], body["unread"]) == ([], 0)
    assert with_our_cursor["items"] == []
    assert (marked.status_code, marked.json()["code"]) == (404, "notice_not_found")


@pytest.mark.shows("NOT-1")
def test_each_member_reads_for_themselves(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    first = inbox(client)["cursor"]
    deliver(context, business.invoice_paid())
    last = inbox(client)["cursor"]
    colleague = story.owner(staff_id=story.OTHER_OWNER)

    answers = [client.post("/inbox/read", json={"up_to": up_to}, headers=story.owner()) for up_to in (last, first)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert [item["read"] for item in inbox(client)["items"]] == [True, True]
    assert inbox(client)["unread"] == 0
    assert inbox(client, colleague)["unread"] == 2


@pytest.mark.parametrize(
    ("query", "field"), [({"after": "yesterday"}, "after"), ({"before": "7"}, "before"), ({"wait": 26}, "wait")]
)
def test_what_is_no_cursor_and_no_wait_is_refused(query: dict[str, Any], field: str, client: TestClient) -> None:
    answer = client.get("/inbox", params=query, headers=story.owner())

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_an_api_key_is_nobody_who_has_read_anything(client: TestClient, context: Context) -> None:
    deliver(context, business.estimate_accepted())
    key = business.bearer("notifications", Caller("staff", business.WORKSPACE, actor_id="", role="office"))

    body = inbox(client, key)
    marked = client.post("/inbox/read", json={"up_to": body["cursor"]}, headers=key)

    assert body["unread"] == 1
    assert (marked.status_code, marked.json()["code"]) == (403, "no_reader")


def test_nobody_reads_the_inbox_without_signing_in(client: TestClient) -> None:
    customer = Caller("link", business.WORKSPACE, scope=f"estimate:{business.ESTIMATE}")

    answers = [
        client.get("/inbox"),
        client.get("/inbox", headers=business.bearer("notifications", customer)),
        client.post("/inbox/read", json={"up_to": str(business.ESTIMATE)}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
