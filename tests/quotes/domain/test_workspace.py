"""What follows from where a business is."""

import pytest

from services.quotes.domain.workspace import Workspace
from tests.quotes.domain.build import WORKSPACE


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    ("zone", "locale", "region"),
    [
        ("America/New_York", "en-US", "US"),
        ("Europe/London", "en-US", "GB"),
        ("UTC", "en-CA", "CA"),
        ("US/Eastern", "es_MX", "MX"),
        ("Etc/UTC", "en", "US"),
    ],
)
def test_phones_are_of_the_region_of_the_clocks_else_of_the_language(zone: str, locale: str, region: str) -> None:
    workspace = Workspace(
        id=WORKSPACE, slug="bright", company_name="Bright", time_zone=zone, currency="USD", locale=locale
    )

    assert workspace.default_region == region
