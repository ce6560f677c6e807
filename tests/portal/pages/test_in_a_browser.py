"""What the pages' scripts do, in a real browser."""

import base64
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Page as Tab

from tests.portal.pages.browsed_site import NEWS, SITE, Site, visited
from tests.portal.pages.sample_pages import PAGES

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(chromium: Browser) -> Iterator[Site]:
    with visited(chromium, scripted=True) as opened:
        yield opened


@pytest.fixture
def site_without_script(chromium: Browser) -> Iterator[Site]:
    with visited(chromium, scripted=False) as opened:
        yield opened


def fill_in(tab: Tab) -> None:
    tab.get_by_label("Your full name").fill("Dana Whitfield")
    tab.get_by_label("I agree to sign").check()


def draw(tab: Tab) -> None:
    canvas = tab.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 60, box["y"] + 90)
    tab.mouse.down()
    for step in range(30):
        tab.mouse.move(box["x"] + 60 + step * 10, box["y"] + 90 - (step % 7) * 8)
    tab.mouse.up()


def pressed(tab: Tab, *, times: int) -> list[str]:
    """What the accept button does each of so many times it is pressed, before any answer can arrive."""
    return tab.evaluate(  # type: ignore[no-any-return]
        """(times) => {
            const seen = [];
            addEventListener("submit", (event) => seen.push(event.defaultPrevented ? "held back" : "sent"));
            for (let press = 0; press < times; press += 1) document.getElementById("accept-button").click();
            return seen;
        }""",
        times,
    )


@pytest.mark.shows("LNK-10")
def test_scrolling_and_clicking_by_program_counts_as_no_view(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    tab.evaluate("scrollTo(0, 2000)")
    with tab.expect_response("**/totals?**"):
        tab.evaluate("document.querySelector('label.option').click()")

    assert site.posts == []
    assert tab.locator("#accept [name=nonce]").input_value() == ""


@pytest.mark.shows("LNK-10")
def test_a_person_at_the_page_counts_as_one_view_and_readies_the_forms(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    with tab.expect_request("**/view") as view:
        tab.mouse.wheel(0, 200)
    tab.keyboard.press("Tab")

    assert view.value.headers["x-nonce"] == "view-nonce"
    nonces = tab.locator("[name=nonce]").evaluate_all("fields => fields.map((field) => field.value)")
    assert nonces == ["view-nonce"] * 3
    assert len(site.posts) == 1


@pytest.mark.shows("EST-2")
def test_choosing_a_package_brings_its_lines_and_its_total(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    tab.get_by_text("Basic", exact=True).click()

    expect(tab.locator("#totals .grand dd")).to_have_text("$1,688.70")
    expect(tab.locator("#sign p").first).to_have_text("You are accepting Basic for $1,688.70.")
    expect(tab.get_by_role("heading", name="In the Basic package")).to_be_visible()
    expect(tab.get_by_role("heading", name="In the Standard package")).to_be_hidden()
    expect(tab.locator("#accept-button")).to_have_text("Accept and sign", use_inner_text=True)


def test_nothing_is_accepted_while_the_total_on_the_screen_is_not_that_of_the_choice(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")
    site.totals_status = 503

    tab.get_by_text("Basic", exact=True).click()
    expect(tab.get_by_text("The total could not be updated")).to_be_visible()
    fill_in(tab)
    draw(tab)

    assert pressed(tab, times=1) == ["held back"]


@pytest.mark.shows("SGN-1")
def test_a_drawn_signature_is_sent_as_a_picture_of_bounded_size(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    fill_in(tab)
    draw(tab)
    tab.locator("#accept-button").click()
    expect(tab.get_by_role("heading", name="Accept and sign?")).to_be_visible()

    [sent] = site.posts_to("/quote/sample/accept")
    picture = base64.b64decode(sent["signature_png"][0])
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert (width, height) <= (1200, 400)
    assert (sent["signature_kind"], sent["nonce"], sent["version"]) == (["drawn"], ["view-nonce"], ["2"])
    assert sent["consented_at"] != [""]


@pytest.mark.shows("SGN-2")
def test_a_second_press_sends_nothing(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    fill_in(tab)
    draw(tab)

    assert pressed(tab, times=2) == ["sent", "held back"]


@pytest.mark.shows("SGN-1")
def test_an_empty_pad_is_no_signature(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    fill_in(tab)
    draw(tab)
    tab.get_by_role("button", name="Clear").click()
    tab.locator("#accept-button").click()

    expect(tab.get_by_text("Please draw your signature in the box above")).to_be_visible()
    assert site.posts_to("/quote/sample/accept") == []


@pytest.mark.shows("SGN-1")
def test_typing_is_reached_by_keyboard_and_is_an_equal_signature(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")

    fill_in(tab)
    tab.get_by_label("Draw it").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Dana Whitfield")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Accept and sign?")).to_be_visible()

    [sent] = site.posts_to("/quote/sample/accept")
    assert (sent["signature_kind"], sent["signature_text"]) == (["typed"], ["Dana Whitfield"])
    assert sent["signature_png"] == [""]


@pytest.mark.shows("SGN-1", "LNK-10")
def test_without_script_the_typed_signature_is_there_and_the_server_is_left_to_ask(site_without_script: Site) -> None:
    tab = site_without_script.open("/quote/sample", "proposal")

    fill_in(tab)
    expect(tab.locator("canvas")).to_be_hidden()
    tab.locator("#signature_text").fill("Dana Whitfield")
    tab.get_by_label("Your full name").press("Enter")
    expect(tab.get_by_role("heading", name="Accept and sign?")).to_be_visible()

    [sent] = site_without_script.posts_to("/quote/sample/accept")
    assert (sent["signature_kind"], sent["nonce"], sent["option_id"]) == (["typed"], [""], ["standard"])


def test_without_script_a_button_updates_the_total(site_without_script: Site) -> None:
    tab = site_without_script.open("/quote/sample", "proposal")

    tab.get_by_text("Premium", exact=True).click()
    tab.get_by_role("button", name="Update total").click()

    assert tab.url.startswith(f"{SITE}/quote/sample?option_id=premium&")
    assert site_without_script.posts == []


@pytest.mark.shows("SGN-4")
def test_a_deposit_in_preparation_becomes_payable_by_itself(site: Site) -> None:
    tab = site.open("/quote/sample/accepted", "accepted-deposit-preparing")

    tab.mouse.wheel(0, 100)
    site.pages["/quote/sample/accepted"] = PAGES["accepted-deposit-open"]
    tab.get_by_role("button", name="Pay the deposit of $767.22").click()
    expect(tab.get_by_role("heading", name="Accept and sign?")).to_be_visible()

    assert site.posts_to("/quote/sample/checkout") == [{"nonce": ["view-nonce"]}]


@pytest.mark.shows("NOT-1")
def test_what_happens_shows_in_the_office_at_once_and_only_once(site: Site) -> None:
    site.pages["/office/estimate"] = PAGES["office-estimate-sent"]
    tab = site.tab
    tab.goto(f"{SITE}/office/estimate")
    site.pages["/office/estimate"] = PAGES["office-estimate"]

    expect(tab.locator(".toast")).to_have_text("Deposit paid<b>$767.22</b>✕")
    expect(tab.locator("[data-count]")).to_have_text("2")
    expect(tab.locator("[data-bell-name]")).to_have_text("Notifications, 2 new")
    expect(tab.get_by_role("heading", name="Acceptance")).to_be_visible()
    with tab.expect_response("**/office/live"):
        pass
    expect(tab.locator(".toast")).to_have_count(1)
    tab.locator(".bell summary").click()
    expect(tab.locator("[data-bell-list] li").first).to_contain_text("3:05")
    tab.keyboard.press("Escape")
    expect(tab.locator("[data-bell-list]")).to_be_hidden()


@pytest.mark.shows("NOT-1", "EXT-5")
def test_a_form_that_somebody_has_begun_is_left_alone_by_what_happens_meanwhile(site: Site) -> None:
    site.pages["/office/estimate"] = PAGES["office-estimate-job-asked"]
    tab = site.tab
    tab.goto(f"{SITE}/office/estimate")
    expect(tab.locator(".toast")).to_have_count(1)

    tab.get_by_text("Keep the time as it is").click()
    tab.get_by_label("Why", exact=True).fill("The lift is booked.")
    tab.get_by_label("Answer").focus()
    site.pages["/office/estimate"] = PAGES["office-estimate-job-called-off"]
    site.news = NEWS | {"id": "n10"}
    expect(tab.locator(".toast")).to_have_count(2)
    expect(tab.get_by_label("Why", exact=True)).to_have_value("The lift is booked.")

    tab.get_by_label("Why", exact=True).fill("")
    tab.get_by_label("Answer").focus()
    site.news = NEWS | {"id": "n11"}
    expect(tab.get_by_text("Called off:")).to_be_visible()


@pytest.mark.shows("NOT-1")
def test_what_was_unfolded_stays_so_when_it_is_swapped(site: Site) -> None:
    site.pages["/office/estimate"] = PAGES["office-estimate"]
    tab = site.tab
    tab.goto(f"{SITE}/office/estimate")
    expect(tab.locator(".toast")).to_have_count(1)
    tab.get_by_text("Call it off").first.click()
    tab.get_by_label("Answer").focus()

    site.pages["/office/estimate"] = PAGES["office-estimate-job-asked"]
    site.news = NEWS | {"id": "n10"}

    expect(tab.get_by_text("asks for another time:")).to_be_visible()
    expect(tab.get_by_label("Why, if the customer should know")).to_be_visible()
    expect(tab.get_by_label("Why", exact=True)).to_be_hidden()


@pytest.mark.shows("EST-4")
def test_a_word_without_a_break_does_not_widen_the_page(site: Site) -> None:
    tab = site.open("/quote/sample", "proposal")
    tab.set_viewport_size({"width": 390, "height": 844})

    width = tab.evaluate(
        """() => {
            for (const place of document.querySelectorAll("h1, .lines .what, .prose")) place.textContent = "W".repeat(300);
            return document.documentElement.scrollWidth;
        }"""
    )

    assert width == 390


def test_each_figure_of_the_total_stands_beside_its_name(site: Site) -> None:
    tab = site.open("/quote/t", "proposal")

    rows = tab.locator("#totals > div").all()

    assert len(rows) == 5
    for row in rows:
        name, figure = row.locator("dt").bounding_box(), row.locator("dd").bounding_box()
        assert name is not None
        assert figure is not None
        assert figure["x"] >= name["x"] + name["width"]
        assert figure["y"] < name["y"] + name["height"]
