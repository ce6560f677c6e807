import pytest

from shared.web.errors import problem
from tests.portal.conftest import QUOTE, House, nonce_on
from tests.portal.records import TOKEN


@pytest.mark.shows("EST-6")
def test_whoever_has_written_much_is_told_when_to_try_again_and_keeps_the_words(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    house.quotes.answer(
        f"/public/links/{TOKEN}/notes",
        problem(429, "too_many_requests", "Too many tries. Wait 30 minutes and try again.", retry_after=1800),
    )
    note = {"note_text": "Does it include the garage?", "nonce": nonce_on(browser.get(QUOTE).text)}

    answer = browser.post(f"{QUOTE}/notes", data=note)

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1800")
    assert "Too many tries. Wait 30 minutes and try again." in answer.text
    assert ">Does it include the garage?</textarea>" in answer.text
