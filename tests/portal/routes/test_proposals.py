"""The Proposals tab: what people see of a look-up, and that they see the same whatever there is to be found."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from starlette.testclient import TestClient

from services.portal.usecases.keep_channel import keep_channel
from tests.portal.conftest import House, nonce_on
from tests.support.services import published

PAGE = "/portal/evergreen/proposals"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
OPENED = datetime(2099, 11, 23, 12, tzinfo=UTC)
SOON = OPENED + timedelta(seconds=1)
READ = OPENED + timedelta(seconds=3)
MAIL_SCANNER = "Mozilla/5.0 (compatible; Mimecast-scanner; bot)"


def asked(house: House) -> list[tuple[str | None, str | None]]:
    """The look-ups that were written down, each with the address or number it was for."""
    events = published(house.context, "ProposalLookupRequested")
    return [(event["data"]["email"], event["data"]["phone"]) for event in events]


def set_email(house: House, *, available: bool) -> None:
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=available)


@pytest.mark.shows("LKP-1")
def test_the_front_page_leads_to_it(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    front, tab = browser.get("/portal/evergreen"), browser.get(PAGE)

    assert f'href="{PAGE}"' in front.text
    assert tab.status_code == 200
    assert "Email or phone" in tab.text
    assert tab.headers["cache-control"] == "no-store"


@pytest.mark.shows("ACC-1")
@pytest.mark.parametrize("slug", ["Evergreen", "nobody"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_none_at_another_address(house: House, method: str, slug: str) -> None:
    house.open("evergreen")

    answer = house.browser().request(method, f"/portal/{slug}/proposals")

    assert answer.status_code == 404
    assert "Evergreen" not in answer.text


@pytest.mark.shows("LKP-1", "ACC-2")
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dana@example.com", ("dana@example.com", None)),
        ("  Dana@EXAMPLE.com ", ("dana@example.com", None)),
        ("(212) 555-0100", (None, "+12125550100")),
        ("212.555.0100", (None, "+12125550100")),
        ("+1 212 555 0100", (None, "+12125550100")),
        ("+44 20 7946 0018", (None, "+442079460018")),
    ],
)
def test_what_is_entered_is_written_down_in_the_form_it_is_compared_in(
    house: House, typed: str, written: tuple[str | None, str | None]
) -> None:
    house.open("evergreen")
    browser = house.browser()

    answer = browser.post(PAGE, data={"contact": typed, "nonce": nonce_on(browser.get(PAGE).text)})

    assert answer.status_code == 200
    assert "Check your inbox" in answer.text
    assert typed.strip() not in answer.text
    assert asked(house) == [written]


@pytest.mark.shows("LKP-1")
def test_neither_quotes_nor_anybody_else_is_asked(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.take_down("quotes", "billing", "notifications", "referrals")
    browser = house.browser()

    answer = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce_on(browser.get(PAGE).text)})

    assert answer.status_code == 200
    assert asked(house) == [("dana@example.com", None)]


@pytest.mark.parametrize("typed", ["", "dana", "12", "dana@", "<b>"])
def test_what_is_neither_address_nor_number_is_told_at_the_field(house: House, typed: str) -> None:
    house.open("evergreen")
    browser = house.browser()

    answer = browser.post(PAGE, data={"contact": typed, "nonce": nonce_on(browser.get(PAGE).text)})

    assert answer.status_code == 422
    assert "Enter an email address, such as pat@example.com, or a phone number" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "<b>" not in answer.text
    assert asked(house) == []


def question(browser: TestClient, **fields: str) -> dict[str, str]:
    """The hidden fields of the page that asks once more, as a browser sends them back."""
    with time_machine.travel(OPENED, tick=False):
        page = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": "", "subject": ""} | fields)
    assert "Email the links?" in page.text
    return dict(HIDDEN.findall(page.text))


@pytest.mark.shows("LNK-10")
def test_without_script_the_page_asks_once_more(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    confirmed = question(browser) | {"pressed": "yes", "subject": ""}
    before = asked(house)
    with time_machine.travel(READ, tick=False):
        answer = browser.post(PAGE, data=confirmed)

    assert before == []
    assert "Check your inbox" in answer.text
    assert asked(house) == [("dana@example.com", None)]


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("agent", [MAIL_SCANNER, "", "curl/8.9"])
def test_a_robot_that_fills_in_and_confirms_everything_sends_nothing(house: House, agent: str) -> None:
    house.open("evergreen")
    robot = house.browser(**{"user-agent": agent})
    confirmed = question(robot, nonce=nonce_on(robot.get(PAGE).text)) | {"pressed": "yes"}

    with time_machine.travel(READ, tick=False):
        asked_again = robot.post(PAGE, data=confirmed)

    assert "Email the links?" in asked_again.text
    assert asked(house) == []


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize(
    ("moment", "filled"),
    [(SOON, {"pressed": "yes"}), (READ, {}), (READ, {"pressed": "yes", "subject": "on"})],
    ids=["at once", "without a press", "with all fields filled"],
)
def test_a_robot_in_a_browsers_name_sends_nothing(house: House, moment: datetime, filled: dict[str, str]) -> None:
    house.open("evergreen")
    browser = house.browser()
    confirmed = question(browser) | filled

    with time_machine.travel(moment, tick=False):
        browser.post(PAGE, data=confirmed)

    assert asked(house) == []


@pytest.mark.shows("LNK-10")
def test_what_was_confirmed_for_one_address_is_not_for_another(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    confirmed = question(browser) | {"pressed": "yes", "contact": "somebody@example.com"}

    with time_machine.travel(READ, tick=False):
        browser.post(PAGE, data=confirmed)

    assert asked(house) == []


@pytest.mark.shows("LNK-10")
def test_the_nonce_of_another_portals_page_is_none(house: House) -> None:
    house.open("evergreen")
    house.open("rival")
    browser = house.browser()
    nonce = nonce_on(browser.get("/portal/rival/proposals").text)

    answer = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce})

    assert "Email the links?" in answer.text
    assert asked(house) == []


def test_an_older_browser_that_calls_our_origin_null_is_served(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    filled = {"contact": "dana@example.com", "nonce": nonce_on(browser.get(PAGE).text)}

    answer = browser.post(PAGE, data=filled, headers={"origin": "null"})

    assert answer.status_code == 200


@pytest.mark.shows("LKP-2")
def test_while_no_mail_goes_out_it_asks_to_come_back_and_promises_nothing(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    filled = {"contact": "dana@example.com", "nonce": nonce_on(browser.get(PAGE).text)}
    set_email(house, available=False)

    away = browser.post(PAGE, data=filled)
    set_email(house, available=True)
    back = browser.post(PAGE, data=filled)

    assert (away.status_code, away.headers["retry-after"]) == (503, "60")
    assert "Please try again in a few minutes" in away.text
    assert "Check your inbox" not in away.text
    assert back.status_code == 200
    assert asked(house) == [("dana@example.com", None)]


@pytest.mark.shows("LKP-2", "LNK-4")
def test_a_portal_without_any_address_for_links_promises_none(open_house: type[House]) -> None:
    house = open_house(PORCHLIGHT_PUBLIC_URL="")
    house.open("evergreen")
    browser = house.browser()

    answer = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce_on(browser.get(PAGE).text)})

    assert answer.status_code == 503
    assert asked(house) == []


@pytest.mark.shows("LKP-4")
def test_too_many_look_ups_from_one_place_are_told_when_to_come_back(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    nonce = nonce_on(browser.get(PAGE).text)

    answers = [browser.post(PAGE, data={"contact": f"a{n}@example.com", "nonce": nonce}) for n in range(11)]

    refused = answers[-1]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "Too many tries" in refused.text
    assert 'value="a10@example.com"' in refused.text
