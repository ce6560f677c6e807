"""Business hours: set by form or by program, told to every service, and refused where nobody could keep them."""

import re
from typing import Any

import pytest

from tests.portal.conftest import House
from tests.support.services import published

ACCOUNT = "/office/settings/account"
API = "/api/v1/settings/account"
FORM = {"company_name": "Evergreen", "opens": "07:30", "closes": "16:00", "open_days": ["sat", "mon"]}


def told(house: House) -> str:
    hours: str = published(house.context, "WorkspaceChanged")[-1]["data"]["business_hours"]
    return hours


@pytest.mark.shows("REQ-3", "SET-2")
def test_hours_set_in_the_form_are_told_and_shown_again(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(ACCOUNT, data=FORM)

    page = office.get(ACCOUNT).text
    assert answer.status_code == 303
    assert told(house) == "mon,sat 07:30-16:00"
    assert re.findall(r'name="open_days" value="(...)"( checked)?', page) == [
        ("mon", " checked"),
        *((day, "") for day in ("tue", "wed", "thu", "fri")),
        ("sat", " checked"),
        ("sun", ""),
    ]
    assert 'value="07:30"' in page


def test_a_form_that_does_not_ask_for_them_leaves_them_alone(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    office.post(ACCOUNT, data=FORM)

    office.post(ACCOUNT, data={"company_name": "Evergreen"})

    assert told(house) == "mon,sat 07:30-16:00"


@pytest.mark.parametrize(
    "wrong",
    [{"open_days": []}, {"opens": "16:00"}, {"closes": "08:15"}, {"opens": ""}, {"closes": "25:00"}],
)
def test_hours_in_which_nobody_could_be_answered_are_refused(house: House, wrong: dict[str, Any]) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(ACCOUNT, data=FORM | wrong)

    assert answer.status_code == 422
    assert 'id="business_hours-error"' in answer.text
    assert "Business hours" in answer.text


@pytest.mark.shows("REQ-3", "OFF-2")
@pytest.mark.parametrize("written", ["", "always", "mon 9-5", "mon,xyz 08:00-18:00", "mon 18:00-08:00"])
def test_a_program_that_writes_them_wrong_is_told_the_field(house: House, written: str) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))

    wrong = program.patch(API, json={"business_hours": written})
    right = program.patch(API, json={"business_hours": "SUN,mon 09:00-17:00"})

    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "business_hours")
    assert right.json()["business_hours"] == "mon,sun 09:00-17:00"
