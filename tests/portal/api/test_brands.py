import base64
from typing import Any

import pytest

from services.portal.domain.logo import MAX_BYTES
from tests.portal.conftest import House
from tests.support.images import image
from tests.support.services import published

BRANDS = "/api/v1/settings/brands"
PNG = base64.b64encode(image("PNG")).decode()
EVERGREEN = {"name": "Evergreen", "accent_color": "#1F6F54"}


@pytest.mark.shows("BRD-1")
def test_the_first_brand_dresses_the_portal_and_is_told_to_every_service(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))

    made = program.post(BRANDS, json=EVERGREEN | {"logo_base64": PNG})

    told = published(house.context, "WorkspaceChanged")[-1]["data"]
    brand = made.json()
    assert made.status_code == 201
    assert (brand["accent_color"], brand["is_default"], brand["has_logo"]) == ("#1f6f54", True, True)
    assert program.get(BRANDS).json() == {"items": [brand], "next_cursor": None}
    assert told["accent_color"] == "#1f6f54"
    assert told["logo_url"].startswith("http://portal.test/portal/evergreen/logo?v=")


@pytest.mark.shows("BRD-1")
def test_one_brand_is_the_default_at_any_time(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    program.post(BRANDS, json=EVERGREEN)
    second = program.post(BRANDS, json={"name": "Holiday", "accent_color": "#b91c1c"}).json()

    program.patch(f"{BRANDS}/{second['brand_id']}", json={"is_default": True})

    listed = program.get(BRANDS).json()["items"]
    assert {brand["name"]: brand["is_default"] for brand in listed} == {"Evergreen": False, "Holiday": True}
    assert published(house.context, "WorkspaceChanged")[-1]["data"]["accent_color"] == "#b91c1c"


def test_a_brand_that_is_not_the_default_is_nobody_elses_business(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    program.post(BRANDS, json=EVERGREEN)

    program.post(BRANDS, json={"name": "Holiday", "accent_color": "#b91c1c"})

    assert len(published(house.context, "WorkspaceChanged")) == 1


def test_a_change_leaves_the_rest_as_it_is(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    brand = program.post(BRANDS, json=EVERGREEN | {"logo_base64": PNG, "secondary_color": "#fff"}).json()

    changed = program.patch(f"{BRANDS}/{brand['brand_id']}", json={"name": "Evergreen Exteriors"}).json()

    assert changed == brand | {"name": "Evergreen Exteriors"}


def test_null_takes_the_logo_away(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    brand = program.post(BRANDS, json=EVERGREEN | {"logo_base64": PNG}).json()

    changed = program.patch(f"{BRANDS}/{brand['brand_id']}", json={"logo_base64": None}).json()

    assert changed["has_logo"] is False
    assert published(house.context, "WorkspaceChanged")[-1]["data"]["logo_url"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent_color", "green"),
        ("accent_color", "#12345"),
        ("secondary_color", "url(x)"),
        ("name", " "),
        ("logo_base64", "not base64!"),
        ("logo_base64", base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()),
        ("logo_base64", base64.b64encode(b"GIF89a").decode()),
        ("logo_base64", base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * MAX_BYTES).decode()),
        ("is_default", "yes"),
        ("font", "Comic Sans"),
    ],
)
def test_what_is_wrong_is_named(house: House, field: str, value: Any) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).post(BRANDS, json=EVERGREEN | {field: value})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_brand_of_another_workspace_is_not_there(house: House) -> None:
    house.open("evergreen")
    house.open("rival")
    brand = house.program(house.access_token("evergreen")).post(BRANDS, json=EVERGREEN).json()
    rival = house.program(house.access_token("rival"))

    changed = rival.patch(f"{BRANDS}/{brand['brand_id']}", json={"name": "Stolen"})

    assert (changed.status_code, changed.json()["code"]) == (404, "brand_not_found")
    assert rival.get(BRANDS).json()["items"] == []
