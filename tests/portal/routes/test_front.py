from collections.abc import Callable

import pytest

from tests.portal.conftest import House


@pytest.mark.shows("OPS-1")
def test_on_ones_own_machine_it_leads_to_everything_there_is(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_EMBEDDED="1")
    house.open("evergreen")

    answer = house.browser().get("/")

    assert answer.status_code == 200
    for way in ('href="/portal/evergreen"', 'href="/office"', 'href="/dev/mailbox"'):
        assert way in answer.text
    assert "The portal of Evergreen" in answer.text


@pytest.mark.shows("BRD-1")
def test_in_production_it_names_no_business_and_leads_to_the_offices_door(house: House) -> None:
    house.open("evergreen")

    answer = house.browser().get("/")

    assert answer.status_code == 200
    assert "evergreen" not in answer.text.lower()
    assert "/dev/" not in answer.text
    assert 'href="/office/login"' in answer.text


def test_it_can_be_asked_for_its_head(house: House) -> None:
    assert house.browser().head("/").status_code == 200
