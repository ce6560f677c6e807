"""Links that the office takes back at its desk."""

import json

import pytest

from services.portal.pages.office_links import token_in
from tests.portal.conftest import RECORD, House
from tests.portal.records import ESTIMATE_ID, TOKEN

pytestmark = pytest.mark.shows("LNK-11")


@pytest.mark.parametrize(
    ("form", "path", "body"),
    [
        ({"of": "link", "link": f"http://portal.test/quote/{TOKEN}?view=proposal"}, "estimate", {"token": TOKEN}),
        ({"of": "record"}, "estimate", None),
        ({"of": "customer"}, "customer", None),
    ],
)
def test_one_link_or_all_of_a_record_or_a_customer_are_withdrawn(
    house: House, *, form: dict[str, str], path: str, body: dict[str, str] | None
) -> None:
    house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").post(f"{RECORD}/links/revoke", data=form)

    called = f"/estimates/{ESTIMATE_ID}/links/revoke" if path == "estimate" else "/customers/c-1/links/revoke"
    sent = house.quotes.last(called).body
    assert (answer.status_code, answer.headers["location"]) == (303, RECORD)
    assert (json.loads(sent) if sent else None) == body


@pytest.mark.parametrize("pasted", ["x", "https://["])
@pytest.mark.parametrize(("status", "code"), [(404, "link_not_valid"), (422, "link_of_another_record")])
def test_what_is_no_link_to_the_record_is_told_as_that(house: House, status: int, code: str, pasted: str) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(f"/estimates/{ESTIMATE_ID}/links/revoke", status, code, "Not this one.")

    answer = house.signed_in("evergreen").post(f"{RECORD}/links/revoke", data={"of": "link", "link": pasted})

    assert answer.status_code == 422
    assert "This is no link to this record" in answer.text


def test_a_record_that_was_sent_offers_it(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get(RECORD).text

    assert f'action="{RECORD}/links/revoke"' in page


@pytest.mark.parametrize(
    "link",
    [
        TOKEN,
        f"https://portal.test/quote/{TOKEN}",
        f" https://portal.test/quote/{TOKEN}/pdf?view=proposal ",
        f"https://bright.example/portal/l/{TOKEN}",
        f"/l/{TOKEN}#deposit",
    ],
)
def test_a_link_is_known_however_it_was_copied(link: str) -> None:
    assert token_in(link) == TOKEN
