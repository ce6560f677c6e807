"""Programs that call with a key of their own: made by owners, shown once, let at what its scopes name, ended at once."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from shared.clock import utc_now
from tests.portal.api.test_account import employ
from tests.portal.conftest import House

KEYS = "/api/v1/api-keys"
ALL_OF_LEADS = ["leads:read", "leads:write"]

pytestmark = pytest.mark.shows("OFF-2", "SET-2")


def owner_of(house: House, slug: str = "evergreen") -> TestClient:
    house.open(slug)
    return house.program(house.access_token(slug))


def make(owner: TestClient, scopes: list[str], name: str = "Accounting", **more: Any) -> dict[str, Any]:
    answer = owner.post(KEYS, json={"name": name, "scopes": scopes} | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_key_is_shown_once_and_kept_as_a_hash(house: House) -> None:
    owner = owner_of(house)

    made = make(owner, ALL_OF_LEADS)

    [listed] = owner.get(KEYS).json()["items"]
    with house.context.database.read() as session:
        kept = str(session.execute(text("SELECT * FROM api_keys")).all())
    assert made["key"].startswith("pl_live_")
    assert len(made["key"]) > 50
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert made["key"].startswith(listed["begins"])
    assert made["key"] not in kept
    assert made["key"][len(listed["begins"]) :] not in kept


def test_the_services_know_the_program_as_one_of_the_office(house: House) -> None:
    owner = owner_of(house)
    made = make(owner, ALL_OF_LEADS)

    answer = house.program(made["key"]).get("/api/v1/leads")

    claims = house.quotes.calls[-1].claims
    assert answer.status_code == 200
    assert (claims["knd"], claims["act"], claims["nam"], claims["rol"]) == (
        "staff",
        made["api_key_id"],
        "Accounting",
        "office",
    )
    assert "authorization" not in str(claims)


def test_with_reading_alone_it_gets_what_a_viewer_gets(house: House) -> None:
    key = make(owner_of(house), ["estimates:read", "leads:write"])["key"]

    house.program(key).get("/api/v1/estimates")

    assert house.quotes.calls[-1].claims["rol"] == "viewer"


def test_a_scope_that_is_missing_is_named(house: House) -> None:
    key = make(owner_of(house), ["leads:read", "settings:read"])["key"]
    program = house.program(key)

    refused = [program.get("/api/v1/invoices"), program.patch("/api/v1/settings/privacy", json={"privacy": "strict"})]

    said = [(answer.status_code, answer.json()["code"], answer.json()["scope"]) for answer in refused]
    assert said == [(403, "insufficient_scope", "invoices:read"), (403, "insufficient_scope", "settings:write")]
    assert "invoices:read" in refused[0].json()["detail"]
    assert house.billing.calls == []


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_portals_own_routes_take_keys_as_well(house: House, scheme: str) -> None:
    key = make(owner_of(house), ["settings:read", "settings:write"])["key"]
    program = house.browser(accept="application/json", authorization=f"{scheme} {key}")

    changed = program.patch("/api/v1/settings/privacy", json={"privacy": "strict"})

    assert (changed.status_code, program.get("/api/v1/settings/privacy").json()) == (200, {"privacy": "strict"})


def revoked(house: House, owner: TestClient) -> str:
    made = make(owner, ALL_OF_LEADS)
    assert owner.post(f"{KEYS}/{made['api_key_id']}/revoke").json()["state"] == "revoked"
    return str(made["key"])


def expired(house: House, owner: TestClient) -> str:
    made = make(owner, ALL_OF_LEADS, expires_at=(utc_now() + timedelta(days=1)).isoformat())
    with house.context.database.begin() as session:
        session.execute(text("UPDATE api_keys SET expires_at = '2020-01-01 00:00:00.000000'"))
    return str(made["key"])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (revoked, "api_key_revoked"),
        (expired, "api_key_expired"),
        (lambda _house, owner: make(owner, ALL_OF_LEADS)["key"][:-1], "api_key_not_valid"),
        (lambda _house, _owner: "pl_live_", "api_key_not_valid"),
    ],
)
def test_what_is_no_good_key_opens_nothing_and_says_why(
    house: House, spoil: Callable[[House, TestClient], str], code: str
) -> None:
    program = house.program(spoil(house, owner_of(house)))

    answers = [program.get("/api/v1/leads"), program.get("/api/v1/settings/account")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(401, code)] * 2
    assert house.quotes.calls == []


def test_the_last_use_is_written_at_most_once_a_minute(house: House) -> None:
    owner = owner_of(house)
    program = house.program(make(owner, ALL_OF_LEADS)["key"])

    def last_used() -> Any:
        used: Any = owner.get(KEYS).json()["items"][0]["last_used_at"]
        return used

    before = last_used()
    program.get("/api/v1/leads")
    first = last_used()
    program.get("/api/v1/leads")
    second = last_used()
    with house.context.database.begin() as session:
        session.execute(text("UPDATE api_keys SET last_used_at = '2020-01-01 00:00:00.000000'"))
    program.get("/api/v1/leads")

    assert (before, second) == (None, first)
    assert last_used() >= first


def test_no_key_reaches_keys_or_how_the_business_is_paid(house: House) -> None:
    owner = owner_of(house)
    made = make(owner, ["settings:read", "settings:write"])
    program = house.program(made["key"])

    answers = [
        program.get(KEYS),
        program.post(KEYS, json={"name": "Another", "scopes": ["leads:read"]}),
        program.post(f"{KEYS}/{made['api_key_id']}/revoke"),
        program.post("/api/v1/settings/billing/key", json={"key": "rk_test_1"}),
        program.get("/api/v1/inbox"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "people_only")] * 5
    assert [one["name"] for one in owner.get(KEYS).json()["items"]] == ["Accounting"]


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_keys_are_for_owners(house: House, role: Any) -> None:
    workspace = house.open("evergreen")
    made = make(house.program(house.access_token("evergreen")), ALL_OF_LEADS)
    colleague = house.program(employ(house, workspace, "vera@evergreen.example", role))

    answers = [
        colleague.get(KEYS),
        colleague.post(KEYS, json={"name": "Mine", "scopes": ["leads:read"]}),
        colleague.post(f"{KEYS}/{made['api_key_id']}/revoke"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "owner_only")] * 3
    assert house.program(made["key"]).get("/api/v1/leads").status_code == 200


def test_who_owned_the_workspace_when_the_token_was_made_and_does_no_more_makes_no_key(house: House) -> None:
    owner = owner_of(house)
    with house.context.database.begin() as session:
        session.execute(text("UPDATE staff SET role = 'office'"))

    answer = owner.post(KEYS, json={"name": "Mine", "scopes": ["leads:read"]})

    assert (answer.status_code, answer.json()["code"]) == (403, "owner_only")


def test_a_key_of_another_workspace_is_nobodys(house: House) -> None:
    owner, other = owner_of(house), owner_of(house, "birch")
    made = make(owner, ALL_OF_LEADS)

    answer = other.post(f"{KEYS}/{made['api_key_id']}/revoke")

    assert (answer.status_code, answer.json()["code"]) == (404, "api_key_not_found")
    assert other.get(KEYS).json()["items"] == []
    assert house.program(made["key"]).get("/api/v1/leads").status_code == 200


def test_an_idempotency_key_is_each_programs_own(house: House) -> None:
    owner = owner_of(house)
    programs = [house.program(make(owner, ["settings:write"], name=name)["key"]) for name in ("One", "Two")]
    brand = {"name": "Evergreen", "accent_color": "#155e4d"}

    made = [
        program.post("/api/v1/settings/brands", json=brand, headers={"idempotency-key": "k"}).json()["brand_id"]
        for program in (*programs, programs[0])
    ]

    assert made[0] == made[2] != made[1]


@pytest.mark.shows("OPS-2")
def test_logs_carry_the_keys_id_and_never_the_key(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    made = make(owner_of(house), ALL_OF_LEADS)
    capsys.readouterr()

    house.program(made["key"]).get("/api/v1/leads")
    house.program(made["key"]).get("/api/v1/invoices")
    house.program(made["key"] + "x").get("/api/v1/invoices")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    logged = [(line.get("status"), line.get("api_key_id")) for line in lines if line["event"] == "request"]
    assert logged == [(200, made["api_key_id"]), (403, made["api_key_id"]), (401, None)]
    assert made["key"] not in json.dumps(lines)


def test_a_key_says_nothing_where_nobody_is_asked(house: House) -> None:
    house.open("evergreen")
    body = {"email": "dana@example.com"}

    answer = house.program("pl_live_made-up").post("/api/v1/public/portals/evergreen/proposal-lookup", json=body)

    assert answer.status_code == 202


def test_a_key_stays_when_whoever_made_it_goes(house: House) -> None:
    owner = owner_of(house)
    made = make(owner, ALL_OF_LEADS)
    with house.context.database.begin() as session:
        session.execute(text("DELETE FROM refresh_tokens"))
        session.execute(text("DELETE FROM staff"))

    assert house.program(made["key"]).get("/api/v1/leads").status_code == 200
    assert UUID(made["api_key_id"])
