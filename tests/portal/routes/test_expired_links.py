import jwt
import pytest

from shared.web.errors import problem
from tests.portal.conftest import House, nonce_on

DETAIL = "This link has expired. Ask for a fresh one; it goes to the address on file."


def signed_link(workspace_id: object) -> str:
    return jwt.encode({"typ": "proposal", "ws": str(workspace_id)}, "k" * 32, algorithm="HS256")


@pytest.mark.shows("LNK-1")
def test_an_expired_link_offers_a_fresh_one_in_the_businesss_dress(house: House) -> None:
    token = signed_link(house.open("evergreen"))
    house.quotes.refuse(f"/public/links/{token}", 410, "link_expired", DETAIL)
    browser = house.browser()

    expired = browser.get(f"/l/{token}")
    sent = browser.post(f"/l/{token}/renew", data={"nonce": nonce_on(expired.text)})

    assert expired.status_code == 410
    assert "Evergreen" in expired.text
    assert "a fresh link is on its way" in sent.text
    assert house.quotes.asked("POST") == [f"/public/links/{token}/renew"]


@pytest.mark.shows("LNK-1", "LNK-10")
def test_nobody_is_mailed_by_a_form_that_no_person_has_touched(house: House) -> None:
    token = signed_link(house.open("evergreen"))

    house.browser().post(f"/l/{token}/renew")

    assert house.quotes.calls == []


def test_a_link_that_is_renewed_too_often_says_so(house: House) -> None:
    token = signed_link(house.open("evergreen"))
    house.quotes.refuse(f"/public/links/{token}", 410, "link_expired", DETAIL)
    house.quotes.refuse(f"/public/links/{token}/renew", 429, "too_many_requests", "Wait 60 seconds and try again.")
    browser = house.browser()

    answer = browser.post(f"/l/{token}/renew", data={"nonce": nonce_on(browser.get(f"/l/{token}").text)})

    assert answer.status_code == 429
    assert "Wait 60 seconds and try again." in answer.text


@pytest.mark.shows("LNK-1", "LNK-11")
@pytest.mark.parametrize("form", ["signed", "token"])
def test_a_withdrawn_link_offers_a_fresh_one_in_the_businesss_dress(house: House, form: str) -> None:
    workspace_id = house.open("evergreen")
    token = signed_link(workspace_id) if form == "signed" else "Zk3v9Q0qT1wXy2bR8uLmNA"
    refused = problem(410, "link_revoked", "This link was withdrawn.", workspace_id=str(workspace_id))
    house.quotes.answer(f"/public/links/{token}", refused)
    browser = house.browser()

    withdrawn = browser.get(f"/quote/{token}")
    sent = browser.post(f"/quote/{token}/renew", data={"nonce": nonce_on(withdrawn.text)})

    assert withdrawn.status_code == 410
    assert "This link was withdrawn" in withdrawn.text
    assert "Evergreen" in withdrawn.text
    assert "a fresh link is on its way" in sent.text
    assert house.quotes.asked("POST") == [f"/public/links/{token}/renew"]
