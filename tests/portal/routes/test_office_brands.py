"""Brands in the console: made, changed, worn and retired, and shown as they will look."""

import re
from typing import Any

import httpx
import pytest

from services.portal.usecases.create_brand import MOST
from tests.portal.api.test_account import employ
from tests.portal.api.test_brands import BRANDS as API
from tests.portal.conftest import PASSWORD, House
from tests.support.images import GIF, SVG, image
from tests.support.services import published

pytestmark = pytest.mark.shows("BRD-1", "SET-2")
HERE = "/office/settings/brands"
FORM = {"name": "Evergreen", "accent_color": "#1f6f54"}
EVIL = "<script>alert(1)</script>"


def make(office: httpx.Client, logo: bytes = b"", **changes: str) -> str:
    """A new brand, at the address of its page."""
    files = {"logo": ("logo.png", logo, "image/png")} if logo else None
    answer = office.post(f"{HERE}/new", data=FORM | changes, files=files)
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["location"].partition("?")[0]


def test_the_first_brand_dresses_the_portal_at_once(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    make(office, image("PNG"))

    portal = house.browser().get("/portal/evergreen").text
    assert "brand.css?v=1f6f54" in portal
    assert house.browser().get(re.findall(r'"(/portal/evergreen/logo[^"]+)"', portal)[0]).status_code == 200
    assert published(house.context, "WorkspaceChanged")[-1]["data"]["accent_color"] == "#1f6f54"
    assert "dresses your portal" in office.get(HERE).text


def test_another_brand_takes_its_place(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    make(office)
    second = make(office, name="Holiday", accent_color="#b91c1c")

    answer = office.post(f"{second}/default")

    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert "brand.css?v=b91c1c" in house.browser().get("/portal/evergreen").text


def test_a_brand_is_changed_and_the_rest_of_it_stays(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    brand = make(office, image("PNG"))

    answer = office.post(brand, data=FORM | {"name": "Green", "accent_color": "#0000ff"})

    page = office.get(brand).text
    assert answer.headers["location"] == f"{brand}?saved=1"
    assert 'value="Green"' in page
    assert 'value="#0000ff"' in page
    assert office.get(f"{brand}/logo").headers["content-type"] == "image/png"


def test_a_logo_is_taken_away(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    brand = make(office, image("PNG"))

    office.post(brand, data=FORM | {"remove_logo": "yes"})

    assert office.get(f"{brand}/logo").status_code == 404
    assert "/logo?v=" not in house.browser().get("/portal/evergreen").text


@pytest.mark.parametrize(
    "logo",
    [SVG, GIF, b"\x89PNG\r\n\x1a\nbroken", b"x" * 600_000, image("PNG")[:-40]],
    ids=["svg", "gif", "broken", "huge", "cut"],
)
def test_what_is_no_good_as_a_logo_is_refused_at_its_field(house: House, logo: bytes) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(f"{HERE}/new", data=FORM, files={"logo": ("logo.png", logo, "image/png")})

    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text
    assert 'value="Evergreen"' in answer.text
    assert "no brand yet" in office.get(HERE).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 81),
        ("name", "Ever\x00green"),
        ("accent_color", "green"),
        ("accent_color", "url(https://evil.example)"),
        ("accent_color", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house: House, field: str, value: str) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(f"{HERE}/new", data=FORM | {field: value})

    assert answer.status_code == 422
    assert re.findall(r'class="field-error" id="([a-z_]+)-error"', answer.text) == [field]


@pytest.mark.parametrize("name", [EVIL, "\u202egnitniaP", "مرحبا", '"><img src=x onerror=alert(1)>'])
def test_a_name_is_shown_as_text_whatever_is_in_it(house: House, name: str) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    brand = make(office, name=name)

    for page in (office.get(HERE).text, office.get(brand).text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert re.search(r"<bdi>[^<]*</bdi>", page)


def test_a_preview_saves_nothing(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(f"{HERE}/new", data=FORM | {"accent_color": "#ffe066", "do": "preview"})

    assert answer.status_code == 200
    assert "look.css?colour=ffe066" in answer.text
    assert "no brand yet" in office.get(HERE).text


@pytest.mark.parametrize("colour", ["1f6f54", "#FFF", "ffe066", "nothing", "}body{", ""])
def test_the_preview_is_dressed_in_colours_and_in_nothing_else(house: House, colour: str) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").get(f"{HERE}/look.css", params={"colour": colour})

    colours = r"(--[a-z-]+:#[0-9a-f]{6};?)+"
    assert answer.headers["content-type"].startswith("text/css")
    assert re.fullmatch(rf"\.dress{{{colours}}}\n\.dress\.dark{{{colours}}}\n", answer.text)


def test_a_retired_brand_is_not_offered_until_it_is_taken_back(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    make(office)
    second = make(office, name="Holiday")

    office.post(f"{second}/retire")
    retired, worn = office.get(HERE).text, office.post(f"{second}/default")
    office.post(f"{second}/take-back")

    assert ", retired" in retired
    assert f"{second}/default" not in retired
    assert (worn.status_code, "Take it back first" in worn.text) == (409, True)
    assert office.post(f"{second}/default").status_code == 303


def test_the_brand_that_dresses_the_portal_is_never_retired(house: House) -> None:
    house.open("evergreen")
    office, program = house.signed_in("evergreen"), house.program(house.access_token("evergreen"))
    brand = make(office)

    page = office.post(f"{brand}/retire")
    called = program.patch(f"{API}/{brand.rpartition('/')[2]}", json={"retired": True})

    assert (page.status_code, "Have another one dress it first" in page.text) == (409, True)
    assert (called.status_code, called.json()["code"]) == (409, "default_brand")
    assert [one["retired"] for one in program.get(API).json()["items"]] == [False]


def test_programs_retire_and_take_back(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    program.post(API, json=FORM)
    second = f"{API}/{program.post(API, json=FORM).json()['brand_id']}"

    retired = program.patch(second, json={"retired": True}).json()
    both = program.patch(second, json={"retired": True, "is_default": True})
    back = program.patch(second, json={"retired": False, "is_default": True}).json()

    assert (retired["retired"], both.status_code, both.json()["code"]) == (True, 409, "brand_retired")
    assert (back["retired"], back["is_default"]) == (False, True)


def test_there_is_an_end_of_brands(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    for _ in range(MOST):
        program.post(API, json=FORM)

    answer = house.signed_in("evergreen").post(f"{HERE}/new", data=FORM)

    assert (answer.status_code, f"There are {MOST} brands" in answer.text) == (409, True)


def test_whoever_may_only_look_changes_nothing(house: House) -> None:
    workspace = house.open("evergreen")
    brand = make(house.signed_in("evergreen"))
    employ(house, workspace, "viewer@evergreen.example", "viewer")
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "viewer@evergreen.example", "password": PASSWORD})

    looked = [viewer.get(path) for path in (HERE, brand)]
    tried = [
        viewer.post(path, data=FORM)
        for path in (f"{HERE}/new", brand, f"{brand}/default", f"{brand}/retire", f"{brand}/take-back")
    ]

    assert [answer.status_code for answer in looked] == [200, 200]
    assert ['<button class="button">Save' in answer.text for answer in looked] == [False, False]
    assert "New brand" not in looked[0].text
    assert [answer.status_code for answer in tried] == [403] * 5


def test_another_businesss_brands_are_not_there(house: House) -> None:
    house.open("evergreen")
    house.open("other")
    brand = make(house.signed_in("evergreen"), image("PNG"))
    other: Any = house.signed_in("other")

    looked = [other.get(path).status_code for path in (brand, f"{brand}/logo")]
    tried = [other.post(path, data=FORM).status_code for path in (brand, f"{brand}/default", f"{brand}/retire")]

    assert looked + tried == [404] * 5
    assert "no brand yet" in other.get(HERE).text
    assert house.browser().get(HERE).headers["location"].startswith("/office/login")
