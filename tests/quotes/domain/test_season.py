from datetime import UTC, datetime, timedelta

import pytest

from services.quotes.domain.estimate_states import Status
from services.quotes.domain.season import SEASON, is_in_season

pytestmark = pytest.mark.shows("HOL-1")
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=366)
A_MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "lapsed", "accepted_at", "expected"),
    [
        ("draft", False, None, False),
        ("sent", False, None, True),
        ("viewed", False, None, True),
        ("changes_requested", False, None, True),
        ("sent", True, None, False),
        ("expired", False, None, False),
        ("declined", False, None, False),
        ("void", False, NOW, False),
        ("accepted", False, NOW, True),
        ("accepted", True, NOW, True),
        ("accepted", False, NOW - SEASON + A_MOMENT, True),
        ("accepted", False, NOW - SEASON, False),
        ("accepted", False, LONG_AGO, False),
    ],
)
def test_pending_is_what_can_be_decided_on_and_active_what_was_signed_this_season(
    status: Status, *, lapsed: bool, accepted_at: datetime | None, expected: bool
) -> None:
    found = is_in_season("holiday_lights", status, has_lapsed=lapsed, accepted_at=accepted_at, now=NOW)

    assert found is expected


@pytest.mark.parametrize("record_type", ["generic", "asphalt", "residential", "fleet", "commercial_building"])
def test_no_other_record_has_a_season(record_type: str) -> None:
    assert not is_in_season(record_type, "sent", has_lapsed=False, accepted_at=None, now=NOW)
