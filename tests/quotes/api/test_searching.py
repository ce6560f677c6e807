"""Records that are found by what occurs in them."""

import pytest

from tests.quotes.office import Office, Visitor, gutters

pytestmark = pytest.mark.shows("OFF-1")


def test_estimates_and_jobs_are_found_by_number_title_name_and_address_of_email(
    office: Office, visitor: Visitor
) -> None:
    other = office.sent(gutters(), customer_id=office.customer(name="Zoe 100% Quist"))
    mine = office.sent(gutters())
    job_id = visitor.accept(mine["token"]).json()["job_id"]
    number = office.estimate(mine["estimate_id"])["number"]

    found = {
        words: [one["estimate_id"] for one in office.get(f"/estimates?q={words}")["items"]]
        for words in (number, "zoe", "100%25", "nobody-at-all", "%25")
    }

    assert found == {
        number: [mine["estimate_id"]],
        "zoe": [other["estimate_id"]],
        "100%25": [other["estimate_id"]],
        "nobody-at-all": [],
        "%25": [other["estimate_id"]],
    }
    assert [one["job_id"] for one in office.get(f"/jobs?q={number.lower()}")["items"]] == [job_id]
    assert office.get("/jobs?q=zoe")["items"] == []
    assert office.get("/leads?q=zoe")["items"] == []
