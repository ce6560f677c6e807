"""Making keys for programs: what is refused, and what a second try comes to."""

from typing import Any

import pytest
from sqlalchemy import text

from services.portal.domain.api_key import MOST
from tests.portal.api.test_api_keys import ALL_OF_LEADS, KEYS, make, owner_of, revoked
from tests.portal.conftest import House

pytestmark = pytest.mark.shows("OFF-2", "SET-2")


@pytest.mark.parametrize(
    ("wrong", "field", "way_out"),
    [
        ({"name": " "}, "name", "must not be empty"),
        ({"name": "x" * 61}, "name", "at most 60 fit"),
        ({"scopes": []}, "scopes", "choose what the key may do"),
        ({"scopes": ["leads:all"]}, "scopes", "There are: customers:read"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", "in the future"),
        ({"expires_at": "2099-01-01T00:00:00"}, "expires_at", "timezone"),
    ],
)
def test_what_cannot_be_made_names_the_field_and_the_way_out(
    house: House, wrong: dict[str, Any], field: str, way_out: str
) -> None:
    owner = owner_of(house)

    answer = owner.post(KEYS, json={"name": "Mine", "scopes": ["leads:read"]} | wrong)

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, field)
    assert way_out in error["message"]
    assert owner.get(KEYS).json()["items"] == []


def test_asked_for_twice_a_key_is_made_once_and_its_secret_is_not_kept_for_the_second_time(house: House) -> None:
    owner = owner_of(house)
    asked: dict[str, Any] = {
        "json": {"name": "Accounting", "scopes": ["leads:read"]},
        "headers": {"idempotency-key": "k-1"},
    }

    first, again = owner.post(KEYS, **asked), owner.post(KEYS, **asked)

    with house.context.database.read() as session:
        kept = session.execute(text("SELECT count(*) FROM idempotency_keys")).scalar()
    assert (first.status_code, again.status_code, again.json()["code"]) == (201, 409, "api_key_name_taken")
    assert len(owner.get(KEYS).json()["items"]) == 1
    assert kept == 0


def test_a_revoked_keys_name_is_free_again(house: House) -> None:
    owner = owner_of(house)
    revoked(house, owner)

    assert make(owner, ALL_OF_LEADS)["state"] == "active"


def test_there_is_an_end_to_keys(house: House) -> None:
    owner = owner_of(house)
    for number in range(MOST):
        make(owner, ["leads:read"], name=f"Key {number}")

    answer = owner.post(KEYS, json={"name": "One more", "scopes": ["leads:read"]})

    first = owner.get(f"{KEYS}?limit=30").json()
    second = owner.get(f"{KEYS}?limit=30&cursor={first['next_cursor']}").json()
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_api_keys")
    assert [one["name"] for one in first["items"] + second["items"]] == [f"Key {n}" for n in reversed(range(MOST))]
    assert second["next_cursor"] is None
