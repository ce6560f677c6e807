"""Word of mouth, through all services: an unhappy customer reaches the office, and a friend who was sent earns a reward."""

from typing import Any

import httpx
import pytest

from tests.support.patience import SECONDS
from tests.support.story import Office
from tests.support.world import eventually

REWARD = {
    "name": "Thanks",
    "referrer": {"kind": "fixed", "value": "5000"},
    "friend": {"kind": "percent", "value": "10"},
}


def public(office: Office, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What anybody may ask of the portal."""
    url = f"{office.world.url}/api/v1/public/portals/{office.slug}/{path}"
    answer = httpx.post(url, json=body, timeout=SECONDS)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.shows("REV-1", "REV-2", "REV-4")
def test_few_stars_stay_private_and_reach_the_office(office: Office) -> None:
    left = public(office, "reviews", {"rating": 2, "text": "It rained in.", "name": "Sam"})

    def told() -> bool:
        return any("Sam gave 2 of 5 stars" in item["text"] for item in office.inbox())

    eventually(told, "the office is told of the review")
    assert (left["is_private"], left["verified"], left["invitation"]) == (True, False, None)
    assert office.call("GET", "/reviews/summary")["open_cases"] == 1


@pytest.mark.shows("REF-1", "REF-2", "REF-3")
def test_a_friend_who_asks_by_a_shared_link_is_credited_to_whoever_shared_it(office: Office) -> None:
    office.call("PATCH", "/settings/services", {"services": ["House wash"]})
    office.call("PATCH", "/settings/portal", {"estimate_requests": True})
    office.call("POST", "/referrals/programmes", REWARD)
    dana = office.add_customer()
    eventually(lambda: office.call("GET", "/referrals")["items"], "referrals knows the customer")
    found = public(office, "referral-lookup", {"email": dana["email"], "name": "Dana"})
    friend = {"name": "Kim Lee", "email": f"kim.{office.slug}@example.com", "services": ["House wash"]}

    public(office, "estimate-requests", friend | {"referral_code": found["code"]})

    def credited() -> Any:
        top = office.call("GET", "/referrals/top")["items"]
        return top and top[0]["requests"] == 1 and top[0]

    referrer: dict[str, Any] = eventually(credited, "the request is credited")
    assert referrer["customer_id"] == dana["customer_id"]
