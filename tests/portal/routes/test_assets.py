"""What the pages are made of arrives small, and stays."""

import pytest

from services.portal.pages.rendering import asset
from tests.portal.conftest import House


@pytest.mark.shows("ACC-6")
@pytest.mark.parametrize("name", ["quote.css", "quote.js", "vendor/icons.svg"])
def test_texts_come_packed_to_whoever_can_unpack_them(house: House, name: str) -> None:
    browser = house.browser()

    packed = browser.get(asset(name), headers={"accept-encoding": "gzip"})
    plain = browser.get(asset(name), headers={"accept-encoding": "identity"})

    assert packed.content == plain.content
    assert (packed.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.headers["content-type"] == plain.headers["content-type"]
    assert {answer.headers["vary"] for answer in (packed, plain)} == {"Accept-Encoding"}
    assert {answer.headers["cache-control"] for answer in (packed, plain)} == {"public, max-age=31536000, immutable"}
    assert browser.head(asset(name)).status_code == 200
