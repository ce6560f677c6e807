import pytest

from tests.portal.conftest import QUOTE, SIGNING, House, nonce_on

pytestmark = pytest.mark.shows("SGN-2")

ANOTHER = SIGNING | {"signer_name": "Robin Fox", "signature_text": "Robin Fox"}


def test_who_signs_after_another_is_told_who_has_and_when(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    nonce = {"nonce": nonce_on(browser.get(QUOTE).text)}
    browser.post(f"{QUOTE}/accept", data=SIGNING | nonce)

    late = browser.post(f"{QUOTE}/accept", data=ANOTHER | nonce)

    assert late.status_code == 409
    assert "was accepted already, by Dana Fox on Nov 23, 2026" in late.text
    assert "nothing of it was kept" in late.text
    assert "Thank you" not in late.text
    assert estimate.acceptance is not None
    assert estimate.acceptance["signer_name"] == "Dana Fox"


def test_it_is_told_before_anybody_is_asked_to_confirm(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    browser.post(f"{QUOTE}/accept", data=SIGNING | {"nonce": nonce_on(browser.get(QUOTE).text)})

    late = browser.post(f"{QUOTE}/accept", data=ANOTHER)

    assert late.status_code == 409
    assert "was accepted already, by Dana Fox" in late.text


@pytest.mark.parametrize("written", ["Dana Fox", "dana  fox"])
def test_who_signs_again_gets_the_confirmation_again(house: House, written: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    nonce = {"nonce": nonce_on(browser.get(QUOTE).text)}
    browser.post(f"{QUOTE}/accept", data=SIGNING | nonce)

    again = browser.post(f"{QUOTE}/accept", data=SIGNING | nonce | {"signer_name": written})

    assert (again.status_code, again.headers["location"]) == (303, f"{QUOTE}/accepted")
