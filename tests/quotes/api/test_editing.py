"""Two people at one estimate, and estimates made of others."""

import pytest

from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import BASIC, NEIGHBOUR, Office, Visitor, gutters, open_workspace, tiers
from tests.support.images import PDF
from tests.support.services import published


def refused(office: Office, path: str, **change: object) -> tuple[int, str]:
    answer = office.ask("PATCH", path, change)
    return answer.status_code, answer.json()["code"]


@pytest.mark.shows("EST-7")
def test_the_second_of_two_who_edit_one_draft_overwrites_nothing(office: Office) -> None:
    draft = office.draft()
    path = f"/estimates/{draft['estimate_id']}"
    opened = {"version": draft["version"], "document_hash": draft["document_hash"]}

    first = office.ask("PATCH", path, {"title": "Gutters and roof"} | opened)
    second = office.ask("PATCH", path, {"title": "Gutters, twice a year"} | opened)

    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 409, "stale_version")
    assert "changed by somebody else" in second.json()["detail"]
    assert second.json()["current_version"] == 1
    assert office.get(path)["title"] == "Gutters and roof"


@pytest.mark.shows("EST-7")
def test_whoever_has_seen_what_is_there_now_may_change_it(office: Office) -> None:
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    office.ask("PATCH", path, {"title": "Gutters and roof"})
    now = office.get(path)

    stale = refused(office, path, title="Mine", version=1)
    changed = office.ask(
        "PATCH", path, {"title": "Mine", "version": now["version"], "document_hash": now["document_hash"]}
    )

    assert stale == (409, "stale_version")
    assert (changed.status_code, changed.json()["version"], changed.json()["title"]) == (200, 3, "Mine")


@pytest.mark.parametrize(
    ("state", "may"),
    [("draft", (True, True)), ("sent", (True, True)), ("accepted", (False, True)), ("void", (False, False))],
)
def test_an_answer_tells_what_may_be_done(office: Office, visitor: Visitor, state: str, may: tuple[bool, bool]) -> None:
    estimate = office.draft() if state == "draft" else office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    if state == "accepted":
        visitor.accept(estimate["token"])
    if state == "void":
        office.post(f"{path}/void", {})

    found = office.get(path)

    assert (found["status"], found["can_revise"], found["can_void"]) == (state, *may)
    assert (office.ask("PATCH", path, {"title": "Other"}).status_code == 200) == found["can_revise"]
    assert (office.ask("POST", f"{path}/void", {"reason": "A mistake."}).status_code == 200) == found["can_void"]


@pytest.mark.shows("EST-1")
def test_a_duplicate_has_the_same_contents_and_a_life_of_its_own(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(tiers(expires_on="2999-12-31"))
    path = f"/estimates/{estimate['estimate_id']}"
    office.attach(path, PDF, visible_to_customer="true")
    visitor.accept(estimate["token"], version=2, option_id=BASIC)

    copied = office.post(f"{path}/duplicate")

    assert (copied["status"], copied["number"], copied["version"]) == ("draft", "E-1002", 1)
    assert copied["customer"] == estimate["customer"]
    assert without_ids(copied["document"]) == without_ids(estimate["document"])
    assert ids(copied["document"]) & ids(estimate["document"]) == set()
    assert office.get(path)["status"] == "accepted"
    assert office.actions(copied["estimate_id"]) == ["drafted"]
    assert len(published(context, "EstimateSent")) == 1


def test_a_duplicate_may_be_for_somebody_else_and_is_not_expired_already(office: Office, context: Context) -> None:
    estimate = office.draft(gutters(expires_on="2020-12-31"), public_token=False)
    dana = office.customer(name="Dana Fox")

    copied = office.post(f"/estimates/{estimate['estimate_id']}/duplicate", {"customer_id": dana})

    assert copied["customer"]["name"] == "Dana Fox"
    assert (copied["document"]["expires_on"], copied["public_token"]) == (None, False)
    assert copied["can_send"]


def test_nobody_duplicates_for_a_customer_who_is_not_theirs(office: Office, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    theirs = Office(context, NEIGHBOUR).customer()
    path = f"/estimates/{office.draft()['estimate_id']}/duplicate"

    answers = [office.ask("POST", path, {"customer_id": customer_id}) for customer_id in (theirs, str(new_id()))]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "customer_not_found")] * 2


def without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_ids(member) for name, member in value.items() if name != "id"}
    return [without_ids(member) for member in value] if isinstance(value, list) else value


def ids(value: object) -> set[object]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = {value["id"]} if isinstance(value, dict) and "id" in value else set()
    return own.union(*(ids(member) for member in members))
