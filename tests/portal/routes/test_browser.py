from collections.abc import Callable

import pytest

from shared.settings import ConfigurationError
from tests.portal.conftest import QUOTE, House


@pytest.mark.parametrize(
    ("chain", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.66, 198.51.100.7", "198.51.100.7"),
        ("", "10.0.0.9"),
    ],
)
def test_the_last_word_of_our_own_proxy_is_the_visitors_address(
    open_house: Callable[..., House], chain: str, address: str
) -> None:
    house = open_house(TRUSTED_PROXIES="10.0.0.0/8, 192.168.1.4")
    house.sent(house.open("evergreen"))
    browser = house.browser(**({"x-forwarded-for": chain} if chain else {}))
    browser._transport.client = ("10.0.0.9", 50000)  # type: ignore[attr-defined]

    browser.get(QUOTE)

    assert house.quotes.calls[-1].claims["ip"] == address


def test_by_https_to_our_own_proxy_is_by_https(open_house: Callable[..., House]) -> None:
    house = open_house(TRUSTED_PROXIES="10.0.0.0/8")
    house.open("evergreen")
    browser = house.browser(**{"x-forwarded-proto": "https"})
    browser._transport.client = ("10.0.0.9", 50000)  # type: ignore[attr-defined]

    answer = browser.get("/portal/evergreen")

    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRUSTED_PROXIES", "proxy.internal"),
        ("CHECKOUT_ORIGINS", "checkout.stripe.com"),
        ("QUOTES_URL", "quotes:8000"),
        ("STAFF_TOKEN_SECRET", "short"),
    ],
)
def test_a_wrong_setting_stops_the_start_by_its_name(
    open_house: Callable[..., House], variable: str, value: str
) -> None:
    with pytest.raises(ConfigurationError, match=variable):
        open_house(**{variable: value})


def test_without_a_public_address_links_lead_to_where_one_asked(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_PUBLIC_URL="")
    house.open("evergreen")
    token = house.access_token("evergreen")

    account = house.browser("https://portal.evergreen.example", authorization=f"Bearer {token}").get(
        "/api/v1/settings/account"
    )

    assert account.json()["portal_url"] == "https://portal.evergreen.example/portal/evergreen"
