"""Who changed what: each change of the office leaves a line, by whichever way it came, and nobody else's does."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from deploy.documents import openapi_document
from services.__main__ import all_services
from services.portal.adapters.service_client import ServiceClient
from services.portal.domain.activity import KINDS
from services.portal.domain.actor import Actor, acting
from services.portal.domain.acts import _ACTS, WORDS, is_known
from services.portal.handlers import stripe_account_changed
from services.portal.manifest import service as portal_service
from services.portal.queries.staff import staff_by_email
from shared.events.billing import StripeAccountChanged
from tests.portal.api.test_account import employ
from tests.portal.api.test_api_keys import make, owner_of
from tests.portal.conftest import House
from tests.portal.records import ESTIMATE_ID, INVOICE_ID

ACTIVITY, SETTINGS = "/api/v1/activity", "/api/v1/settings"

pytestmark = pytest.mark.shows("SET-2", "EST-3")


def acts(owner: TestClient, query: str = "") -> list[dict[str, Any]]:
    answer = owner.get(f"{ACTIVITY}{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def told(line: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(change["field"], change["before"], change["after"]) for change in line["changes"]]


def test_a_change_of_settings_tells_who_made_it_and_what_was_before(house: House) -> None:
    owner = owner_of(house)

    owner.patch(f"{SETTINGS}/privacy", json={"privacy": "strict"})
    owner.patch(f"{SETTINGS}/account", json={"company_name": "Evergreen & Co", "contact_phone": "(212) 555-0100"})
    owner.patch(f"{SETTINGS}/portal", json={"reviews": False})

    features, account, privacy = acts(owner)
    assert {(line["actor_kind"], line["actor_name"], line["kind"], line["act"]) for line in acts(owner)} == {
        ("staff", "owner", "settings", "change")
    }
    assert told(privacy) == [("privacy", "standard", "strict")]
    assert told(account) == [("company_name", "Evergreen", "Evergreen & Co"), ("contact_phone", None, "+12125550100")]
    assert told(features) == [("reviews", "on", "off")]


def test_the_console_leaves_the_same_lines(house: House) -> None:
    owner, office = owner_of(house), house.signed_in("evergreen")

    office.post("/office/settings/services", data={"services": "Lawn care\nGutters"})
    office.post("/office/settings/services", data={"services": "Lawn care"})

    assert told(acts(owner)[0])[-1] == ("services", "Lawn care, Gutters", "Lawn care")
    assert len(acts(owner)) == 2


def test_what_changes_nothing_leaves_no_line(house: House) -> None:
    owner = owner_of(house)
    owner.patch(f"{SETTINGS}/portal", json={"reviews": False})

    owner.patch(f"{SETTINGS}/portal", json={"reviews": False})
    owner.patch(f"{SETTINGS}/portal", json={"estimate_requests": True})
    owner.patch(f"{SETTINGS}/account", json={"company_name": " "})

    assert len(acts(owner)) == 1


def test_a_brand_and_a_key_are_named_and_what_is_secret_is_not_told(house: House) -> None:
    owner = owner_of(house)
    brand = owner.post(f"{SETTINGS}/brands", json={"name": "Evergreen", "accent_color": "#155e4d"}).json()
    owner.patch(f"{SETTINGS}/brands/{brand['brand_id']}", json={"accent_color": "#0b5cad"})
    key = make(owner, ["leads:read"])
    owner.post(f"/api/v1/api-keys/{key['api_key_id']}/revoke")

    lines = acts(owner)

    said = [(line["kind"], line["act"], line["subject_name"]) for line in reversed(lines)]
    assert said == [
        ("brands", "add", "Evergreen"),
        # It is the first one, and so the default.
        ("brands", "change", "Evergreen"),
        ("brands", "change", "Evergreen"),
        ("api-keys", "add", "Accounting"),
        ("api-keys", "revoke", "Accounting"),
    ]
    assert told(lines[2]) == [("accent_color", "#155e4d", "#0b5cad")]
    assert key["key"] not in str(lines)


def test_of_a_password_there_is_only_that_it_changed(house: House) -> None:
    owner = owner_of(house)
    with house.context.database.begin() as session:
        [(staff, _)] = staff_by_email(session, "owner@evergreen.example")
        acting.set(Actor("staff", staff.id, staff.name))
        staff.password_hash = "$argon2id$new"
    acting.set(None)

    [line] = acts(owner)
    assert (line["kind"], told(line)) == ("team", [("password", None, None)])


def test_an_act_on_a_record_tells_which(house: House) -> None:
    owner = owner_of(house)

    revise(house, owner)

    [line] = acts(owner)
    assert (line["kind"], line["act"], line["outcome"], line["actor_name"]) == ("invoices", "change", "done", "owner")
    assert (line["subject_id"], line["subject_name"]) == (INVOICE_ID, "INV-7")


def revise(house: House, owner: TestClient) -> None:
    """A draft of an invoice, which billing says it has changed."""
    path = f"/invoices/{INVOICE_ID}"
    house.billing.app.add_api_route(path, lambda: {"number": "INV-7", "name": "Dana Fox"}, methods=["PATCH"])
    routes = house.billing.app.router.routes
    routes.insert(0, routes.pop())
    assert owner.patch(f"/api/v1{path}", json={}).status_code == 200


def test_a_program_is_called_by_its_keys_name_also_when_the_key_has_ended(house: House) -> None:
    owner = owner_of(house)
    key = make(owner, ["estimates:write", "settings:write"], name="Website form")
    program = house.program(key["key"])

    program.patch(f"{SETTINGS}/privacy", json={"privacy": "strict"})
    program.post(f"/api/v1/estimates/{ESTIMATE_ID}/void", json={"reason": "Twice"})
    owner.post(f"/api/v1/api-keys/{key['api_key_id']}/revoke")

    by_program = acts(owner, f"?actor_id={key['api_key_id']}")
    assert {(line["actor_kind"], line["actor_name"]) for line in by_program} == {("api_key", "Website form")}
    assert [line["kind"] for line in by_program][-1] == "settings"


def test_a_name_is_kept_when_somebody_has_gone(house: House) -> None:
    workspace = house.open("evergreen")
    token = employ(house, workspace, "vera@evergreen.example", "office")
    house.program(token).patch(f"{SETTINGS}/privacy", json={"privacy": "strict"})
    with house.context.database.begin() as session:
        session.execute(
            text("DELETE FROM refresh_tokens WHERE staff_id IN (SELECT staff_id FROM staff WHERE name='vera')")
        )
        session.execute(text("DELETE FROM staff WHERE name = 'vera'"))

    assert [line["actor_name"] for line in acts(house.program(house.access_token("evergreen")))] == ["vera"]


def test_what_is_refused_or_only_told_again_leaves_no_line(house: House) -> None:
    owner = owner_of(house)
    house.quotes.refuse("/customers", 422, "invalid_contact", "Check email.", ("email", "email must be an address."))

    refused = owner.post("/api/v1/customers", json={"name": "Dana"})
    house.take_down("billing")
    away = owner.post("/api/v1/invoices", json={})
    house.quotes.refusals.clear()
    again = owner.post("/api/v1/customers", json={"name": "Dana Fox"})

    assert (refused.status_code, away.status_code, again.headers["idempotent-replayed"]) == (422, 503, "true")
    assert acts(owner) == []


class Lost(httpx.AsyncBaseTransport):
    """A service that takes the call and is gone before it answers."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        message = "Connection lost"
        raise httpx.ReadError(message, request=request)


def test_what_may_have_been_done_says_that_it_is_unclear(house: House) -> None:
    owner = owner_of(house)
    client: ServiceClient = house.context.adapters.named("quotes")
    client._transport = Lost()

    answer = owner.post(f"/api/v1/estimates/{ESTIMATE_ID}/void", json={"reason": "Twice"})

    [line] = acts(owner)
    assert answer.status_code == 503
    assert (line["act"], line["outcome"], line["subject_id"]) == ("void", "unclear", ESTIMATE_ID)


def test_what_customers_and_handlers_do_is_nobodys_of_the_office(house: House) -> None:
    workspace = house.open("evergreen")
    event = StripeAccountChanged(workspace_id=workspace, stripe_account_id="acct_1", charges_enabled=True)
    with house.context.database.begin() as session:
        stripe_account_changed.handle(session, event)
    house.browser().post("/portal/evergreen/proposals", data={"contact": "dana@example.com"})

    assert acts(house.program(house.access_token("evergreen"))) == []


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_it_is_for_owners_and_their_own_workspace(house: House, role: Any) -> None:
    workspace = house.open("evergreen")
    owner, other = house.program(house.access_token("evergreen")), owner_of(house, "birch")
    owner.patch(f"{SETTINGS}/privacy", json={"privacy": "strict"})
    colleague = house.program(employ(house, workspace, "vera@evergreen.example", role))
    program = house.program(make(owner, ["settings:read"])["key"])

    refused = [client.get(ACTIVITY) for client in (colleague, program)]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [
        (403, "owner_only"),
        (403, "people_only"),
    ]
    assert acts(other) == []


def test_it_is_listed_by_pages_and_narrowed(house: House) -> None:
    owner = owner_of(house)
    for number in range(5):
        owner.patch(f"{SETTINGS}/account", json={"company_name": f"Evergreen {number}"})
    revise(house, owner)

    first = owner.get(f"{ACTIVITY}?limit=2&kind=settings").json()
    owner.patch(f"{SETTINGS}/account", json={"company_name": "Meanwhile"})
    second = owner.get(f"{ACTIVITY}?limit=9&kind=settings&cursor={first['next_cursor']}").json()

    after = [told(line)[0][2] for line in first["items"] + second["items"]]
    assert after == [f"Evergreen {number}" for number in reversed(range(5))]
    assert second["next_cursor"] is None
    assert [line["kind"] for line in acts(owner, "?kind=invoices")] == ["invoices"]


def test_of_every_call_that_changes_something_elsewhere_it_is_said_what_it_does() -> None:
    own = {getattr(route, "path", "") for router in portal_service.routers for route in router.routes}
    calls = [
        f"{method} {path}"
        for path, item in openapi_document(all_services())["paths"].items()
        for method, operation in item.items()
        if operation["security"] and method != "get" and path not in own
    ]

    assert len(calls) > 40
    # Say in services/portal/domain/acts.py which act it is, or that it is none.
    assert [call for call in calls if not is_known(*_with_ids(call))] == []
    assert {act.act for act in _ACTS.values()} <= set(WORDS)
    assert {act.kind for act in _ACTS.values()} <= set(KINDS)


def _with_ids(call: str) -> tuple[str, str]:
    method, path = call.split(" ")
    parts = [ESTIMATE_ID if part.startswith("{") else part for part in path.removeprefix("/api/v1").split("/")]
    return method, "/".join(parts)


def test_the_team_is_told_of_too_and_who_has_gone_by_the_name_they_had(house: House) -> None:
    workspace = house.open("evergreen")
    employ(house, workspace, "vera@evergreen.example", "office")
    owner = house.program(house.access_token("evergreen"))
    [vera] = [one["staff_id"] for one in owner.get("/api/v1/team/members").json()["items"] if one["name"] == "vera"]

    owner.patch(f"/api/v1/team/members/{vera}", json={"role": "viewer"})
    owner.delete(f"/api/v1/team/members/{vera}")

    removed, changed = acts(owner)
    assert (changed["kind"], changed["act"], told(changed)) == ("team", "change", [("role", "office", "viewer")])
    assert (removed["kind"], removed["act"], removed["subject_name"]) == ("team", "remove", "vera")
