"""A business that hangs holiday lights."""

from tests.portal.conftest import House
from tests.portal.fake_quotes import Estimate

PAGE = "/portal/evergreen/holiday-lights"


def turn_on(house: House, slug: str = "evergreen", *, on: bool = True) -> None:
    program = house.program(house.access_token(slug))
    answer = program.patch("/api/v1/settings/account", json={"holiday_lights_enabled": on})
    assert (answer.status_code, answer.json()["holiday_lights_enabled"]) == (200, on)


def open_with_lights(house: House) -> Estimate:
    """A workspace with the module on, and a holiday proposal that its customer has the link of."""
    estimate = house.sent(house.open("evergreen"))
    estimate.document |= {"record_type": "holiday_lights"}
    estimate.design = [{"title": "Roof line", "facts": [], "pictures": []}]
    estimate.in_season = True
    turn_on(house)
    return estimate
