"""QR codes: pictures and sheets of the portal and of its tabs."""

import io
import re

import pytest
from PIL import Image

from tests.portal.conftest import House
from tests.quotes.paper import pages_of

CODE = "/portal/evergreen/qr"
BOX = re.compile(rb"/MediaBox ?\[([^\]]+)\]")
INCHES = {"card": (8.5, 11), "door": (4.25, 11), "sign": (24, 18)}


@pytest.mark.shows("ACC-4")
def test_the_code_of_each_place_is_another_picture(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    portal, tab = browser.get(f"{CODE}.svg"), browser.get(f"{CODE}.svg?tab=review")
    png = browser.get(f"{CODE}.png?tab=review")

    assert portal.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in portal.content
    assert portal.content != tab.content
    assert Image.open(io.BytesIO(png.content)).width > 500
    assert 'filename="evergreen-review.png"' in png.headers["content-disposition"]


@pytest.mark.shows("ACC-4")
@pytest.mark.parametrize("size", INCHES)
def test_a_sheet_has_its_size_and_says_whose_it_is(house: House, size: str) -> None:
    house.open("evergreen")

    answer = house.browser().get(f"{CODE}-sheet.pdf?tab=review&size={size}")

    (text,) = pages_of(answer.content)
    (box,) = BOX.findall(answer.content)
    words = " ".join(text.split())
    assert tuple(float(side) / 72 for side in box.split()[2:]) == INCHES[size]
    assert "Evergreen" in words
    assert "Tell us how we did" in words


@pytest.mark.shows("ACC-4", "SET-1")
@pytest.mark.parametrize("query", ["tab=request", "tab=nothing", "tab=../office"])
def test_nobody_prints_what_leads_nowhere(house: House, query: str) -> None:
    house.open("evergreen")
    browser = house.browser()

    answers = [browser.get(f"{CODE}{rest}{query}").status_code for rest in (".svg?", ".png?", "-sheet.pdf?")]
    other = [
        browser.get(f"{CODE}-sheet.pdf?size=poster").status_code,
        browser.get("/portal/Evergreen/qr.svg").status_code,
    ]

    assert answers == [404] * 3
    assert other == [404] * 2


@pytest.mark.shows("ACC-4")
def test_the_office_gets_each_of_them_by_one_press(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    page = office.get("/office/settings/codes").text

    for path in (f"{CODE}.svg", f"{CODE}.png?tab=review", f"{CODE}-sheet.pdf?size=sign&amp;tab=proposals"):
        assert f'href="{path}" download' in page
