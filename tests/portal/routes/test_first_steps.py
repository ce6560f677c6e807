"""The first steps of a new business: told from what is there, put away, and ended by a proposal to oneself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.portal.domain.sample_proposal import sample_proposal
from services.portal.usecases.note_payments import note_payments
from tests.portal.api.test_account import employ
from tests.portal.api.test_brands import PNG
from tests.portal.conftest import PASSWORD, House
from tests.portal.records import ESTIMATE_ID

pytestmark = pytest.mark.shows("OFF-1")
API = "/api/v1/settings/first-steps"
NAMES = ["brand", "services", "google", "payments", "customer", "proposal"]


@pytest.fixture
def begun(house: House) -> House:
    """A business that was opened just now: there is nobody on file, and nothing was written."""
    house.open("evergreen")
    house.quotes.customers.on_file.clear()
    house.quotes.listed = []
    return house


def done(house: House) -> list[str]:
    steps = house.program(house.access_token("evergreen")).get(API).json()["steps"]
    assert [step["name"] for step in steps] == NAMES
    return [step["name"] for step in steps if step["done"]]


def take(house: House, step: str) -> None:
    program = house.program(house.access_token("evergreen"))
    settings = "/api/v1/settings"
    calls: dict[str, Callable[[], Any]] = {
        "brand": lambda: program.post(
            f"{settings}/brands", json={"name": "E", "accent_color": "#1f6f54", "logo_base64": PNG}
        ),
        "services": lambda: program.patch(f"{settings}/services", json={"services": ["Lawn care"]}),
        "google": lambda: program.patch(
            f"{settings}/account", json={"google_review_url": "https://g.page/r/CdEfGhIjKlMnEAE/review"}
        ),
        "payments": lambda: take_payments(house),
        "customer": lambda: house.quotes.customers.on_file.update(
            {"1": {"customer_id": "1", "name": "Dana", "email": "d@example.com"}}
        ),
        "proposal": lambda: house.quotes.listed.append({"status": "viewed"}),
    }
    answer = calls[step]()
    assert not isinstance(answer, httpx.Response) or answer.is_success, answer.text


def take_payments(house: House) -> None:
    with house.context.database.begin() as session:
        note_payments(session, workspace_id=workspace(house), possible=True)


def workspace(house: House) -> UUID:
    account = house.program(house.access_token("evergreen")).get("/api/v1/settings/account").json()
    return UUID(account["workspace_id"])


def test_a_new_business_has_all_of_them_before_it(begun: House) -> None:
    page = begun.signed_in("evergreen").get("/office").text

    assert "0 of 6 done" in page
    assert done(begun) == []
    for way in ("brands", "services", "account#google_review_url", "billing"):
        assert f'href="/office/settings/{way}"' in page
    assert 'action="/office/first-steps/sample"' in page


@pytest.mark.parametrize("step", NAMES)
def test_each_is_done_once_it_is(begun: House, step: str) -> None:
    take(begun, step)

    assert done(begun) == [step]
    assert "1 of 6 done" in begun.signed_in("evergreen").get("/office").text


def test_a_brand_without_a_logo_is_only_half_of_it(begun: House) -> None:
    program = begun.program(begun.access_token("evergreen"))
    program.post("/api/v1/settings/brands", json={"name": "E", "accent_color": "#1f6f54"})

    assert done(begun) == []


def test_once_all_are_done_nothing_is_said_of_them(begun: House) -> None:
    for step in NAMES:
        take(begun, step)

    page = begun.signed_in("evergreen").get("/office").text

    assert done(begun) == NAMES
    assert "of 6 done" not in page


def test_what_is_undone_again_is_to_be_done_again(begun: House) -> None:
    take(begun, "services")
    program = begun.program(begun.access_token("evergreen"))

    program.patch("/api/v1/settings/services", json={"services": []})

    assert done(begun) == []


def test_the_list_is_put_away_and_looked_at_again(begun: House) -> None:
    office, program = begun.signed_in("evergreen"), begun.program(begun.access_token("evergreen"))

    answer = office.post("/office/first-steps/dismiss")
    away, asked = office.get("/office").text, office.get("/office?steps=1").text
    back = program.patch(API, json={"dismissed": False})

    assert (answer.status_code, answer.headers["location"]) == (303, "/office")
    assert ("of 6 done" in away, 'href="/office?steps=1"' in away) == (False, True)
    assert ("of 6 done" in asked, "Put this list away" in asked) == (True, False)
    assert back.status_code == 204
    assert "of 6 done" in office.get("/office").text


def test_while_quotes_is_away_its_steps_cannot_be_told(begun: House) -> None:
    begun.take_down("quotes")

    page = begun.signed_in("evergreen").get("/office")
    told = begun.program(begun.access_token("evergreen")).get(API).json()["steps"]

    assert (page.status_code, page.text.count("cannot be told for the moment")) == (200, 2)
    assert [step["done"] for step in told] == [False] * 4 + [None] * 2


def test_one_press_makes_a_customer_of_the_owner_and_a_proposal_ready_to_send(begun: House) -> None:
    answer = begun.signed_in("evergreen").post("/office/first-steps/sample")

    drafted = begun.quotes.editing.drafted[0]
    person = begun.quotes.customers.on_file[drafted["customer_id"]]
    assert (answer.status_code, answer.headers["location"]) == (303, f"/office/estimates/{ESTIMATE_ID}?send#send")
    assert (person["name"], person["email"]) == ("owner", "owner@evergreen.example")
    assert drafted["title"] == "Sample: exterior cleaning"
    assert [option["name"] for option in drafted["options"]] == ["Basic", "Standard", "Premium"]
    assert "deposit" not in drafted


def test_with_payments_the_sample_asks_for_a_deposit(begun: House) -> None:
    take(begun, "payments")

    begun.signed_in("evergreen").post("/office/first-steps/sample")

    assert begun.quotes.editing.drafted[0]["deposit"] == {"kind": "percent", "value": "25"}


def test_whoever_is_on_file_already_stays_the_one_customer(begun: House) -> None:
    office = begun.signed_in("evergreen")
    office.post("/office/first-steps/sample")

    office.post("/office/first-steps/sample")

    assert len(begun.quotes.customers.on_file) == 1


def test_the_sample_that_was_not_sent_is_found_again(begun: House) -> None:
    begun.quotes.listed = [{"status": "draft", "title": "Sample: exterior cleaning"}]
    office = begun.signed_in("evergreen")

    page, again = office.get("/office").text, office.post("/office/first-steps/sample")

    assert f'href="/office/estimates/{ESTIMATE_ID}/preview"' in page
    assert f'href="/office/estimates/{ESTIMATE_ID}?send#send"' in page
    assert "Make me a sample" not in page
    assert again.headers["location"] == f"/office/estimates/{ESTIMATE_ID}?send#send"
    assert begun.quotes.editing.drafted == []


@pytest.mark.parametrize(("currency", "price"), [("USD", 42_000), ("JPY", 420), ("KWD", 420_000)])
def test_the_sample_is_priced_in_whole_units_of_any_currency(currency: str, price: int) -> None:
    made = sample_proposal(customer_id="1", currency=currency, locale="en_US", with_deposit=False)

    assert made["options"][0]["line_items"][0]["unit_price"] == price


@pytest.mark.shows("EXT-4")
def test_the_sample_speaks_the_business_language() -> None:
    made = sample_proposal(customer_id="1", currency="USD", locale="es_US", with_deposit=False)

    assert made["title"] == "Ejemplo: limpieza exterior"


def test_programs_of_people_make_the_sample_too(begun: House) -> None:
    program = begun.program(begun.access_token("evergreen"))

    made = program.post(f"{API}/sample-proposal")

    assert made.status_code == 201
    assert made.json()["estimate_id"] == ESTIMATE_ID
    assert made.json()["customer_id"] in begun.quotes.customers.on_file


def test_while_quotes_is_away_the_press_says_so_and_makes_nothing(begun: House) -> None:
    begun.take_down("quotes")

    answer = begun.signed_in("evergreen").post("/office/first-steps/sample")

    assert answer.status_code == 503
    assert begun.quotes.editing.drafted == []


def test_whoever_may_only_look_sees_no_list_and_makes_nothing(begun: House) -> None:
    token = employ(begun, workspace(begun), "viewer@evergreen.example", "viewer")
    viewer = begun.browser()
    viewer.post("/office/login", data={"email": "viewer@evergreen.example", "password": PASSWORD})

    pressed = [viewer.post(f"/office/first-steps/{what}").status_code for what in ("sample", "dismiss")]
    called = begun.program(token)

    assert "of 6 done" not in viewer.get("/office?steps=1").text
    assert pressed == [403, 403]
    assert called.patch(API, json={"dismissed": True}).status_code == 403
    assert called.post(f"{API}/sample-proposal").status_code == 403
    assert begun.quotes.editing.drafted == []


def test_one_business_steps_are_not_anothers(begun: House) -> None:
    begun.open("other")
    begun.signed_in("other").post("/office/first-steps/dismiss")

    assert "0 of 6 done" in begun.signed_in("evergreen").get("/office").text
    assert begun.browser().post("/office/first-steps/sample").headers["location"].startswith("/office/login")
