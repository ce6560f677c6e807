"""Links that the office takes back: one, all of a record, all of a customer."""

from typing import Any

import pytest
import time_machine

from shared.clock import utc_now
from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import NEIGHBOUR, Office, Visitor, gutters, open_workspace, rows
from tests.quotes.together import together
from tests.support.services import published

pytestmark = pytest.mark.shows("LNK-11")


def link_to(office: Office, estimate: dict[str, Any]) -> str:
    """The token of a link made now."""
    return str(office.get(f"/estimates/{estimate['estimate_id']}/link")["link"].rpartition("/")[2])


def opened(visitor: Visitor, *tokens: str) -> list[tuple[int, str]]:
    answers = [visitor.ask("GET", f"/public/links/{token}") for token in tokens]
    return [(answer.status_code, answer.json().get("code", answer.json().get("number"))) for answer in answers]


GONE = (410, "link_revoked")


def test_one_signed_link_is_revoked_and_its_twin_is_not(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters(), public_token=False)
    one, twin = estimate["token"], link_to(office, estimate)

    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke", {"token": one})

    assert opened(visitor, one, twin) == [GONE, (200, "E-1001")]
    lines = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"]
    assert (lines[-1]["action"], lines[-1]["details"]["of"]) == ("links_revoked", "link")


def test_all_links_of_a_record_are_revoked_and_a_fresh_one_works_at_once(
    office: Office, visitor: Visitor, context: Context
) -> None:
    with time_machine.travel(utc_now(), tick=False):
        estimate = office.sent(gutters(), public_token=False)
        other = office.sent(gutters(), public_token=False)
        old = [estimate["token"], link_to(office, estimate)]
        office.post(f"/estimates/{estimate['estimate_id']}/links/revoke")
        fresh = link_to(office, estimate)

        assert opened(visitor, *old, fresh, other["token"]) == [GONE, GONE, (200, "E-1001"), (200, "E-1002")]
    (event,) = published(context, "EstimateLinksRevoked")
    assert event["data"]["estimate_id"] == estimate["estimate_id"]


@pytest.mark.parametrize("named", [True, False])
def test_a_link_under_a_token_is_revoked_by_another_token(office: Office, visitor: Visitor, *, named: bool) -> None:
    estimate = office.sent(gutters())
    body = {"token": estimate["token"]} if named else None

    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke", body)

    link = office.get(f"/estimates/{estimate['estimate_id']}/link")
    fresh = link["link"].rpartition("/")[2]
    assert (link["form"], fresh != estimate["token"]) == ("token", True)
    assert opened(visitor, estimate["token"], fresh) == [GONE, (200, "E-1001")]


@pytest.mark.shows("LNK-1")
@pytest.mark.parametrize("public_token", [True, False])
@pytest.mark.parametrize("scope", ["link", "record", "customer"])
def test_whoever_opens_a_revoked_link_has_a_fresh_one_sent_to_the_address_on_file(
    office: Office, visitor: Visitor, context: Context, *, public_token: bool, scope: str
) -> None:
    estimate = office.sent(gutters(), public_token=public_token)
    path = (
        f"/customers/{estimate['customer']['customer_id']}"
        if scope == "customer"
        else f"/estimates/{estimate['estimate_id']}"
    )
    office.post(f"{path}/links/revoke", {"token": estimate["token"]} if scope == "link" else None)

    refused = visitor.ask("GET", f"/public/links/{estimate['token']}")
    renewed = visitor.do(estimate["token"], "renew")

    event = published(context, "EstimateSent")[-1]["data"]
    assert (refused.status_code, refused.json()["workspace_id"]) == (410, estimate_workspace(event))
    assert (renewed.status_code, event["cause"], event["customer_email"]) == (202, "renewed", "pat@example.com")
    assert opened(visitor, event["link"].rpartition("/")[2]) == [(200, "E-1001")]


def estimate_workspace(event: dict[str, Any]) -> str:
    return str(event["workspace_id"])


def test_all_links_of_a_customer_are_revoked_and_nobody_elses(
    office: Office, visitor: Visitor, context: Context
) -> None:
    customer_id = office.customer()
    mine = [office.sent(gutters(), customer_id=customer_id, public_token=token) for token in (True, False)]
    other = office.sent(gutters())

    office.post(f"/customers/{customer_id}/links/revoke")

    assert opened(visitor, *(one["token"] for one in mine), other["token"]) == [GONE, GONE, (200, "E-1003")]
    (event,) = published(context, "CustomerLinksRevoked")
    assert event["data"]["customer_id"] == customer_id
    assert [office.actions(one["estimate_id"])[-1] for one in mine] == ["links_revoked"] * 2


def test_nothing_can_be_done_by_a_revoked_link(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters(), public_token=False)
    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke")
    before = rows(context)

    answers = [
        visitor.accept(estimate["token"]),
        *(
            visitor.do(estimate["token"], part, body)
            for part, body in [("decline", {}), ("view", {"version": 1}), ("notes", {"text": "Hello?"})]
        ),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [GONE] * 4
    assert {name: found for name, found in rows(context).items() if name != "outbox"} == {
        name: found for name, found in before.items() if name != "outbox"
    }


def test_a_link_to_another_record_cannot_be_revoked_here(office: Office, context: Context) -> None:
    mine = office.sent(gutters(), public_token=False)
    others = [office.sent(gutters(), public_token=False)["token"], office.sent(gutters())["token"]]
    before = rows(context)

    answers = [
        office.ask("POST", f"/estimates/{mine['estimate_id']}/links/revoke", {"token": token}) for token in others
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, "link_of_another_record")] * 2
    assert rows(context) == before


def test_revoking_a_link_twice_is_one_line_of_history(office: Office) -> None:
    estimate = office.sent(gutters(), public_token=False)

    for _ in range(2):
        office.post(f"/estimates/{estimate['estimate_id']}/links/revoke", {"token": estimate["token"]})

    assert office.actions(estimate["estimate_id"]).count("links_revoked") == 1


def test_only_the_records_own_office_revokes_and_no_viewer(office: Office, visitor: Visitor, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = office.sent(gutters())
    paths = [f"/estimates/{estimate['estimate_id']}", f"/customers/{estimate['customer']['customer_id']}"]
    strangers = [Office(context, NEIGHBOUR), Office(context, role="viewer"), visitor]

    answers = [person.ask("POST", f"{path}/links/revoke").status_code for person in strangers for path in paths]

    assert answers == [404, 404, 403, 403, 401, 401]
    assert opened(visitor, estimate["token"]) == [(200, "E-1001")]
    assert office.ask("POST", f"/customers/{new_id()}/links/revoke").status_code == 404


def test_whoever_signs_while_the_link_is_taken_back_comes_first_or_not_at_all(office: Office, visitor: Visitor) -> None:
    """Which of the two was first is told by the history, and both have gone by that."""
    for number in range(5):
        estimate = office.sent(gutters(), public_token=False)
        body = {"token": estimate["token"]} if number % 2 else None
        twin, desk = visitor.twin(), Office(office.context)

        accepted, _ = together(
            lambda token=estimate["token"], twin=twin: twin.accept(token).status_code,
            lambda path=estimate["estimate_id"], body=body, desk=desk: (
                desk.ask("POST", f"/estimates/{path}/links/revoke", body).status_code
            ),
        )

        actions = office.actions(estimate["estimate_id"])
        expected = ["accepted", "links_revoked"] if accepted == 201 else ["links_revoked"]
        assert (accepted in {201, 410}, actions[2:]) == (True, expected)
