"""Making, changing, withdrawing and listing estimates in the office."""

import json
from typing import Any

import pytest

from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import BASIC, EXTRA, PREMIUM, Office, Visitor, counts, gutters, tiers
from tests.quotes.together import together
from tests.support.services import published


def _lines(**rest: Any) -> Any:
    return gutters(line_items=[{"description": "Wash", "quantity": "1", "unit_price": 100} | rest])


@pytest.mark.shows("EST-1")
def test_a_drafted_estimate_has_exact_totals_and_a_number(office: Office) -> None:
    customer_id = office.customer()

    drafted = office.draft(gutters(discount={"kind": "fixed", "value": 10_00}), customer_id=customer_id)

    assert (drafted["number"], drafted["status"], drafted["version"]) == ("E-1001", "draft", 1)
    assert (drafted["currency"], drafted["record_type"], drafted["public_token"]) == ("USD", "generic", True)
    assert drafted["totals"] == {"subtotal": 205_00, "discount": 10_00, "tax": 8_56, "total": 203_56, "deposit_due": 0}
    assert drafted["customer"]["customer_id"] == customer_id
    assert (drafted["link"], drafted["acceptance"], drafted["job"]) == (None, None, None)
    assert office.estimate(drafted["estimate_id"]) == drafted


def test_numbers_have_no_gaps_however_many_are_made_at_once(office: Office) -> None:
    customer_id = office.customer()

    made = together(*[lambda: office.draft(gutters(), customer_id=customer_id)["number"] for _ in range(6)])

    assert sorted(made) == [f"E-{number}" for number in range(1001, 1007)]


@pytest.mark.shows("EST-1")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_lines(unit_price=12.5), "line_items[0].unit_price"),
        (_lines(unit_price="1250"), "line_items[0].unit_price"),
        (_lines(unit_price=True), "line_items[0].unit_price"),
        (_lines(unit_price=-1), "line_items[0].unit_price"),
        (_lines(quantity="-1"), "line_items[0].quantity"),
        (_lines(quantity=2), "line_items[0].quantity"),
        (_lines(quantity="1e3"), "line_items[0].quantity"),
        (_lines(tax_rate="1.1"), "line_items[0].tax_rate"),
        (_lines(description="\x00"), "line_items[0].description"),
        (_lines(optinal=True), "line_items[0].optinal"),
        (tiers(options=[tiers()["options"][0] | {"line_items": [{}]}]), "options[0].line_items[0].description"),
        (gutters(currency="DOLLARS"), "currency"),
        (gutters(record_type="boat"), "record_type"),
        (gutters(discount={"kind": "percent", "value": "101"}), "discount.value"),
        (gutters(discount={"kind": "fixed", "value": "5"}), "discount.value"),
        (gutters(deposit={"kind": "fixed", "value": 0.5}), "deposit.value"),
        (gutters(deposit={"kind": "fixed", "value": 999_99}), "deposit.value"),
        (gutters(expires_on="2026-02-30"), "expires_on"),
        (gutters(expires_on=1_800_000_000), "expires_on"),
        (gutters(line_items=[]), "line_items"),
        (gutters(holiday={"zones": 1}), "holiday"),
    ],
)
def test_what_is_wrong_is_named_by_its_path_and_nothing_is_saved(
    office: Office, context: Context, change: Any, field: str
) -> None:
    customer_id = office.customer()
    before = counts(context)

    refused = office.ask("POST", "/estimates", change | {"customer_id": customer_id})

    assert refused.status_code == 422, refused.text
    assert field in [error["field"] for error in refused.json()["errors"]]
    assert counts(context) == before


@pytest.mark.parametrize("field", ["title", "terms", "holiday"])
def test_half_a_character_is_refused_like_any_other_mistake(office: Office, field: str) -> None:
    value = '{"zone": "HALF"}' if field == "holiday" else '"HALF"'
    whole = json.dumps(gutters(customer_id=office.customer(), record_type="holiday_lights", **{field: "HERE"}))

    refused = office.ask("POST", "/estimates", whole.replace('"HERE"', value).replace("HALF", "\\ud800").encode())

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_an_estimate_needs_a_customer_of_the_workspace(office: Office) -> None:
    refused = office.ask("POST", "/estimates", gutters(customer_id=str(new_id())))

    assert (refused.status_code, refused.json()["code"]) == (404, "customer_not_found")
    assert refused.json()["errors"][0]["field"] == "customer_id"


def test_the_same_idempotency_key_drafts_once(office: Office) -> None:
    body = gutters(customer_id=office.customer())

    first, again, other = (
        office.ask("POST", "/estimates", content, **{"Idempotency-Key": "click-1"})
        for content in (body, body, body | {"title": "Another"})
    )

    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert len(office.get("/estimates")["items"]) == 1


def test_the_list_is_paged_from_the_newest_on(office: Office, visitor: Visitor) -> None:
    customer_id = office.customer(name="Dana Fox")
    for _ in range(4):
        office.draft(gutters(), customer_id=customer_id)
    sent = office.sent(tiers(), customer_id=customer_id)
    visitor.accept(sent["token"], option_id=PREMIUM)

    first = office.get("/estimates?limit=2")
    second = office.get(f"/estimates?limit=2&cursor={first['next_cursor']}")
    last = office.get(f"/estimates?limit=2&cursor={second['next_cursor']}")

    numbers = [[item["number"] for item in page["items"]] for page in (first, second, last)]
    assert numbers == [["E-1005", "E-1004"], ["E-1003", "E-1002"], ["E-1001"]]
    assert last["next_cursor"] is None
    assert first["items"][0] == {
        "estimate_id": sent["estimate_id"],
        "number": "E-1005",
        "title": "House wash",
        "status": "accepted",
        "customer_name": "Dana Fox",
        "currency": "USD",
        "total": 180_00,
        "updated_at": first["items"][0]["updated_at"],
        "version": 1,
        "kind": "proposal",
    }
    assert len(office.get("/estimates?status=draft")["items"]) == 4
    assert office.get(f"/estimates?customer_id={new_id()}")["items"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "status=gone"])
def test_a_page_that_cannot_be_is_refused(office: Office, query: str) -> None:
    refused = office.ask("GET", f"/estimates?{query}")

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, query.split("=", maxsplit=1)[0])


@pytest.mark.shows("EST-7")
def test_changing_a_sent_one_makes_a_version_that_the_customer_sees_at_once(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(tiers())
    path = f"/estimates/{estimate['estimate_id']}"

    changed = office.ask("PATCH", path, {"title": "House and roof", "deposit": None}).json()

    assert (changed["version"], changed["status"], changed["title"]) == (2, "sent", "House and roof")
    assert (changed["totals"]["total"], changed["totals"]["deposit_due"]) == (180_00, 0)
    assert [option["id"] for option in changed["document"]["options"]] == [BASIC, PREMIUM]
    page = visitor.page(estimate["token"])
    assert (page["version"], page["document"]["title"]) == (2, "House and roof")
    (event,) = published(context, "EstimateChanged")
    assert (event["data"]["version"], event["data"]["document_hash"]) == (2, changed["document_hash"])
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "revised"]


def test_items_that_are_given_back_keep_their_ids(office: Office) -> None:
    estimate = office.sent(tiers())
    kept = {"id": EXTRA, "description": "Screens", "quantity": "2", "unit_price": 25_00, "optional": True}
    new = {"description": "Gutters", "quantity": "1", "unit_price": 50_00}

    changed = office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"line_items": [new, kept]}).json()

    ids = [item["id"] for item in changed["document"]["line_items"]]
    assert ids[1] == EXTRA
    assert ids[0] != EXTRA


def test_changing_nothing_makes_no_version(office: Office, context: Context) -> None:
    estimate = office.sent(gutters())
    before = counts(context)

    same = office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"title": "Gutters"}).json()

    assert (same["version"], counts(context)) == (1, before)


def test_a_draft_is_rewritten_without_telling_anybody(office: Office, context: Context) -> None:
    estimate = office.draft(gutters())

    changed = office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"title": "Roof"}).json()

    assert (changed["version"], changed["title"], changed["status"]) == (1, "Roof", "draft")
    assert published(context, "EstimateChanged") == []


@pytest.mark.shows("EST-7")
def test_of_two_who_edit_the_same_version_the_second_is_told(office: Office) -> None:
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"

    first, second = (office.ask("PATCH", path, {"title": title, "version": 1}) for title in ("Mine", "Yours"))

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"], second.json()["current_version"]) == (409, "stale_version", 2)


def test_a_change_that_is_not_in_order_changes_nothing(office: Office, context: Context) -> None:
    estimate = office.sent(gutters())
    before = counts(context)

    refused = office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", {"currency": "XXQ", "title": "New"})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "currency")
    assert counts(context) == before
    assert office.estimate(estimate["estimate_id"])["title"] == "Gutters"


@pytest.mark.shows("EST-3")
def test_withdrawing_is_told_and_kept_for_good(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())

    void = office.post(f"/estimates/{estimate['estimate_id']}/void", {"reason": "Sold the house"})

    assert (void["status"], void["reason"]) == ("void", "Sold the house")
    (event,) = published(context, "EstimateVoided")
    assert event["data"]["reason"] == "Sold the house"
    assert visitor.page(estimate["token"])["status"] == "void"
    again = office.ask("POST", f"/estimates/{estimate['estimate_id']}/void", {})
    assert (again.status_code, again.json()["code"]) == (409, "not_voidable")


@pytest.mark.shows("EST-3")
def test_the_history_tells_who_did_what_from_where_and_chains_its_hashes(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    visitor.do(estimate["token"], "view", {"version": 1})

    lines = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"]

    told = [(line["action"], line["actor_kind"], line["actor_name"], line["ip"]) for line in lines]
    assert told == [
        ("drafted", "office", "Sam Office", "198.51.100.1"),
        ("sent", "office", "Sam Office", "198.51.100.1"),
        ("viewed", "customer", "Pat Doe", "203.0.113.7"),
    ]
    assert [line["previous_hash"] for line in lines] == ["", lines[0]["hash"], lines[1]["hash"]]
    page = office.get(f"/estimates/{estimate['estimate_id']}/history?limit=2")
    rest = office.get(f"/estimates/{estimate['estimate_id']}/history?limit=2&cursor={page['next_cursor']}")
    assert page["items"] + rest["items"] == lines


def test_a_viewer_may_look_and_change_nothing(context: Context, office: Office) -> None:
    estimate = office.sent(gutters())
    viewer = Office(context, role="viewer")
    path = f"/estimates/{estimate['estimate_id']}"

    looked = viewer.ask("GET", path)
    changed = [
        viewer.ask("POST", "/estimates", gutters(customer_id=estimate["customer"]["customer_id"])),
        viewer.ask("PATCH", path, {"title": "Mine"}),
        viewer.ask("POST", f"{path}/send", {}),
        viewer.ask("POST", f"{path}/void", {}),
        viewer.ask("POST", f"{path}/duplicate", {}),
        viewer.ask("PATCH", f"/customers/{estimate['customer']['customer_id']}", {"name": "Mine"}),
        viewer.ask("POST", f"{path}/notes", {"text": "Hi"}),
        viewer.ask("POST", "/customers", {"name": "Pat"}),
    ]

    assert looked.status_code == 200
    assert {answer.status_code for answer in changed} == {403}


@pytest.mark.shows("SGN-2")
def test_a_viewer_is_given_no_link_by_which_to_sign(context: Context, office: Office) -> None:
    estimate = office.sent(gutters())
    viewer, path = Office(context, role="viewer"), f"/estimates/{estimate['estimate_id']}"

    given = [viewer.get(path)["link"], viewer.get(f"{path}/preview")["link"]]
    refused = viewer.ask("GET", f"{path}/link")

    assert given == [None, None]
    assert refused.status_code == 403
    assert office.get(path)["link"] == office.get(f"{path}/preview")["link"] == office.get(f"{path}/link")["link"]
