import base64

import pytest

from tests.portal.conftest import House
from tests.support.images import image, opened

PNG = image("PNG")


@pytest.mark.shows("ACC-1")
def test_a_new_workspace_is_reachable_at_once(house: House) -> None:
    sign_up = {
        "slug": "evergreen",
        "company_name": "Evergreen Exteriors",
        "owner_email": "owner@evergreen.example",
        "owner_password": "correct horse battery",
    }
    house.program().post("/api/v1/workspaces", json=sign_up)

    answer = house.browser().get("/portal/evergreen")

    assert answer.status_code == 200
    assert "Welcome to Evergreen Exteriors" in answer.text


@pytest.mark.shows("ACC-1")
@pytest.mark.parametrize(
    "slug", ["Evergreen", "EVERGREEN", "evergreen-", "evergree", "evergreen%20", "evergreen/", "%65vergreen%00"]
)
def test_only_the_exact_address_is_the_portal(house: House, slug: str) -> None:
    house.open("evergreen")

    answer = house.browser().get(f"/portal/{slug}")

    assert answer.status_code == 404
    assert "Welcome" not in answer.text
    assert "upper-case and lower-case letters" in answer.text


def test_a_made_up_host_is_never_repeated(house: House) -> None:
    house.open("evergreen")

    answer = house.browser("http://evil.example").get("/portal/evergreen/")

    assert answer.status_code == 404
    assert "location" not in answer.headers
    assert "evil.example" not in answer.text


@pytest.mark.shows("BRD-1")
def test_without_a_brand_the_portal_is_neutral(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    page = browser.get("/portal/evergreen").text

    assert "brand.css" not in page
    assert browser.get("/portal/evergreen/brand.css").status_code == 404
    assert browser.get("/portal/evergreen/logo").status_code == 404


@pytest.mark.shows("BRD-1")
def test_the_default_brand_dresses_the_portal(house: House) -> None:
    house.open("evergreen")
    logo = base64.b64encode(PNG).decode()
    brand = {"name": "Evergreen", "accent_color": "#1F6F54", "logo_base64": logo}
    house.program(house.access_token("evergreen")).post("/api/v1/settings/brands", json=brand)
    browser = house.browser()

    page = browser.get("/portal/evergreen").text
    stylesheet = browser.get("/portal/evergreen/brand.css?v=1f6f54")
    picture = browser.get("/portal/evergreen/logo?v=1")

    assert 'href="/portal/evergreen/brand.css?v=1f6f54"' in page
    assert "/portal/evergreen/logo?v=" in page
    assert "#1f6f54" in stylesheet.text
    assert stylesheet.headers["content-type"].startswith("text/css")
    assert (opened(picture.content).size, picture.headers["content-type"]) == ((60, 40), "image/png")
    assert "immutable" in picture.headers["cache-control"]
    assert picture.headers["x-content-type-options"] == "nosniff"


@pytest.mark.shows("BRD-1")
def test_a_change_of_the_account_shows_at_once(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    browser.get("/portal/evergreen")
    change = {"company_name": "Evergreen & Sons", "contact_phone": "(212) 555-0100"}

    # One application, as one process has it: the memory of workspaces is that of the process.
    browser.patch(
        "/api/v1/settings/account", json=change, headers={"authorization": f"Bearer {house.access_token('evergreen')}"}
    )

    page = browser.get("/portal/evergreen").text
    assert "Evergreen &amp; Sons" in page
    assert "(212) 555-0100" in page
    assert 'href="tel:+12125550100"' in page


def test_files_are_kept_for_ever_by_their_version_and_not_otherwise(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    page = browser.get("/portal/evergreen").text
    versioned = page.partition('href="/static/base.css')[2].partition('"')[0]

    current = browser.get(f"/static/base.css{versioned}")
    other = browser.get("/static/base.css?v=000000000000")

    assert "immutable" in current.headers["cache-control"]
    assert "immutable" not in other.headers["cache-control"]
    assert browser.get("/static/../settings.py").status_code == 404


def test_without_a_phone_or_an_email_there_is_still_a_way_to_reach_the_business(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    alone = browser.get("/portal/evergreen").text
    change = {"public_site_url": "https://evergreen.example", "contact_email": "hello@evergreen.example"}
    browser.patch(
        "/api/v1/settings/account", json=change, headers={"authorization": f"Bearer {house.access_token('evergreen')}"}
    )
    reached = browser.get("/portal/evergreen").text

    assert "reply to any email you have had from us" in alone
    assert "mailto:hello@evergreen.example" in reached
    assert "reply to any email" not in reached
