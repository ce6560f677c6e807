"""Wrong input: a clear 4xx that names the field and the way out, and nothing is changed."""

import base64
from typing import Any

import httpx
import pytest

from tests.support.patience import get, post
from tests.support.story import PROPOSAL, Office, line
from tests.support.world import World

pytestmark = pytest.mark.shows("EST-1", "SGN-1", "ACC-1")

WRONG_ACCEPTANCES: dict[str, tuple[dict[str, Any], int, str]] = {
    "no consent": ({"consent": False}, 422, "consent"),
    "no name": ({"signer_name": " "}, 422, "signer_name"),
    "option of another estimate": ({"option_id": "0192f0c1-2d3e-7000-8000-000000000000"}, 422, "option_id"),
    "unknown optional item": ({"optional_item_ids": ["nope"]}, 422, "optional_item_ids"),
    "no option": ({"option_id": None}, 422, "option_id"),
    "signature of 1 MB": (
        {
            "signature": {
                "kind": "drawn",
                "png_base64": base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_000).decode(),
            }
        },
        422,
        "signature.png_base64",
    ),
    "no picture": ({"signature": {"kind": "drawn", "png_base64": "aGVsbG8="}}, 422, "signature.png_base64"),
    "version that never was": ({"version": 7}, 409, ""),
}
WRONG_ESTIMATES: dict[str, tuple[dict[str, Any], str]] = {
    "negative quantity": ({"options": [], "line_items": [line("Wash", 100, quantity="-1")]}, "line_items[0].quantity"),
    "float money": (
        {"options": [], "line_items": [line("Wash", 10) | {"unit_price": 10.5}]},
        "line_items[0].unit_price",
    ),
    "money as text": (
        {"options": [], "line_items": [line("Wash", 10) | {"unit_price": "10"}]},
        "line_items[0].unit_price",
    ),
    "unknown currency": ({"currency": "XXQ"}, "currency"),
    "unknown record type": ({"record_type": "boat"}, "record_type"),
    "nothing to sell": ({"options": [], "line_items": []}, "line_items"),
    "tax of 200 %": ({"options": [], "line_items": [line("Wash", 10, tax_rate="2")]}, "line_items[0].tax_rate"),
    "misspelt field": ({"titel": "House wash"}, "titel"),
}


def named(answer: httpx.Response) -> set[str]:
    return {error["field"] for error in answer.json().get("errors", [])}


@pytest.mark.parametrize("case", WRONG_ACCEPTANCES)
def test_a_wrong_acceptance_names_the_field_and_accepts_nothing(office: Office, case: str) -> None:
    change, status, field = WRONG_ACCEPTANCES[case]
    sent = office.send()

    answer = sent.accept(**change)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")
    assert not field or field in named(answer), answer.text
    assert sent.estimate()["status"] == "sent"


@pytest.mark.parametrize("case", WRONG_ESTIMATES)
def test_a_wrong_estimate_names_the_field_and_saves_nothing(office: Office, case: str) -> None:
    change, field = WRONG_ESTIMATES[case]
    customer = office.add_customer()

    answer = office.client.post("/estimates", json=PROPOSAL | {"customer_id": customer["customer_id"]} | change)

    assert answer.status_code == 422, answer.text
    assert field in named(answer), answer.text
    assert office.call("GET", "/estimates")["items"] == []


def test_malformed_json_is_told_so(office: Office) -> None:
    sent = office.send()

    answer = post(f"{sent.api}/accept", content=b'{"version": 1,', headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed_json"


@pytest.mark.parametrize("path", ["/portal/nobody-has-this", "/portal/{SLUG}", "/quote/not-a-token", "/l/a.b.c"])
def test_an_unknown_address_is_a_page_that_tells_what_to_check(office: Office, running: World, path: str) -> None:
    answer = get(running.url + path.replace("{SLUG}", office.slug.upper()))

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "check" in answer.text.lower()
    assert "Porchlight" not in answer.text


def test_a_slug_cannot_be_taken_twice_nor_changed(office: Office, running: World) -> None:
    body = {"slug": office.slug, "company_name": "B", "owner_email": "b@example.com", "owner_password": "long enough 1"}

    taken = post(f"{running.url}/api/v1/workspaces", json=body)
    changed = office.client.patch("/settings/account", json={"slug": "other"})

    assert (taken.status_code, taken.json()["code"]) == (409, "slug_taken")
    assert (changed.status_code, changed.json()["code"]) == (422, "slug_immutable")


@pytest.mark.shows("ACC-1")
def test_one_office_cannot_reach_anothers_records(office: Office, running: World) -> None:
    from tests.support.story import open_office

    sent = office.send()
    stranger = open_office(running)

    for path in (f"/estimates/{sent.estimate_id}", f"/customers/{sent.customer['customer_id']}"):
        stranger.call("GET", path, expect=404)
    stranger.call("POST", f"/estimates/{sent.estimate_id}/send", {}, expect=404)
    stranger.client.close()
