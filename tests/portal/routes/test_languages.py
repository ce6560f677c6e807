"""Pages speak the language of whoever reads them."""

import json

import pytest

from shared.errors import NotFound, TooMany
from shared.web.errors import problem_of
from shared.words import named, say, say_many, tell
from tests.portal.conftest import House
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import TOKEN

HOME, QUOTE = "/portal/evergreen", f"/quote/{TOKEN}"


def _lang(page: str) -> str | None:
    return ParsedPage(page).one("html").get("lang")


@pytest.mark.shows("EXT-4")
@pytest.mark.parametrize(
    ("asked", "lang", "heading"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es-US", "Le damos la bienvenida a Evergreen"),
        ("en;q=0.5, es;q=0.7", "es-US", "Le damos la bienvenida a Evergreen"),
        ("de-DE,en;q=0.1", "en-US", "Welcome to Evergreen"),
        ("es;q=0", "en-US", "Welcome to Evergreen"),
        ("es;q=much", "en-US", "Welcome to Evergreen"),
        ("", "en-US", "Welcome to Evergreen"),
    ],
)
def test_the_portal_speaks_what_the_browser_asks_for(house: House, asked: str, lang: str, heading: str) -> None:
    house.open("evergreen")

    answer = house.browser(**{"accept-language": asked}).get(HOME)

    assert (_lang(answer.text), heading in answer.text) == (lang, True)
    assert (answer.headers["content-language"], answer.headers["vary"]) == (lang, "Accept-Language, Cookie")


@pytest.mark.shows("EXT-4")
def test_a_language_that_is_chosen_is_kept_on_every_page(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()

    switch = next(link for link in ParsedPage(browser.get(f"{HOME}?x=1").text).all("a") if link.get("hreflang") == "es")
    chosen = browser.get(f"{HOME}{switch.get('href')}")

    assert (switch.get("href"), switch.get("lang")) == ("?x=1&lang=es", "es")
    assert "httponly" in chosen.headers["set-cookie"].lower()
    assert [_lang(browser.get(path).text) for path in (HOME, QUOTE, "/portal/nobody")] == ["es-US"] * 3
    assert _lang(browser.get(f"{HOME}?lang=en").text) == "en-US"
    assert _lang(browser.get(f"{HOME}?lang=xx").text) == "en-US"


@pytest.mark.shows("EXT-4")
def test_a_link_opens_in_the_language_of_its_customer(house: House) -> None:
    house.sent(house.open("evergreen")).language = "es"
    browser = house.browser(**{"accept-language": "en"})

    page = browser.get(QUOTE).text

    assert (_lang(page), "Aceptar y firmar" in page, "Accept and sign" in page) == ("es-US", True, False)


@pytest.mark.shows("EXT-4", "SGN-2")
def test_the_signature_says_in_which_language_the_consent_was_shown(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    page = ParsedPage(browser.get(f"{QUOTE}?lang=es").text)
    nonce = page.one("body").get("data-nonce") or ""
    locale = next(field.get("value") for field in page.all("input") if field.get("name") == "locale")
    form = {
        "version": "1",
        "signer_name": "Dana Fox",
        "consent": "yes",
        "signature_kind": "typed",
        "signature_text": "Dana Fox",
        "locale": locale or "",
    }

    browser.post(f"{QUOTE}/accept", data=form | {"nonce": nonce})

    assert json.loads(house.quotes.last(f"/public/links/{TOKEN}/accept").body)["locale"] == "es_US"


@pytest.mark.shows("EXT-4")
def test_the_office_speaks_the_business_language_until_somebody_chooses_another(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    spanish = {"accept-language": "es"}

    at_first = browser.get("/office/customers", headers=spanish).text
    chosen = browser.get("/office/customers?lang=es").text

    assert (_lang(at_first), ">Customers<" in at_first) == ("en-US", True)
    assert (_lang(chosen), ">Clientes<" in chosen, ">Customers<" in chosen) == ("es-US", True, False)
    assert _lang(browser.get("/office/estimates").text) == "es-US"
    assert _lang(house.browser(**spanish).get("/office/login").text) == "es-US"


@pytest.mark.shows("EXT-4")
def test_by_https_the_choice_is_bound_to_host_and_https(house: House) -> None:
    house.open("evergreen")

    cookie = house.browser("https://portal.test").get(f"{HOME}?lang=es").headers["set-cookie"]

    assert cookie.startswith("__Host-lang=es;")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.shows("EXT-4")
def test_a_refusal_comes_in_the_language_that_is_asked_for() -> None:
    often = TooMany(say_many("{number} second", "{number} seconds", 30, field="x"))
    gone = NotFound(say("There is no such link."))

    assert b"Ese enlace no existe." in problem_of(gone, "es").body
    assert b"There is no such link." in problem_of(gone, "en-US,en;q=0.9").body
    assert b"30 seconds" in problem_of(often, "es").body


def test_a_field_is_named_as_people_know_it_in_every_language() -> None:
    wrong = say("{field} must not be empty.", field="signer_name")

    told = named(say("Your full name"), wrong, "signer_name")

    assert (told, tell(told, "es_US")) == (
        "Your full name must not be empty.",
        "Su nombre completo no puede quedar vacío.",
    )
    assert named("Phone", "phone is too long.", "phone") == "Phone is too long."
