"""Which holiday proposals a customer has: those that wait for an answer, and those that were signed for this season."""

from datetime import datetime, timedelta

from services.quotes.domain.estimate_states import OPEN, Status
from services.quotes.domain.kinds import HOLIDAY_LIGHTS

SEASON = timedelta(days=365)
"""How long a signed design is looked at: until the same time of the next year, when there will be another one."""


def is_in_season(
    record_type: str, status: Status, *, has_lapsed: bool, accepted_at: datetime | None, now: datetime
) -> bool:
    """Whether it is a holiday proposal that is pending (the customer can still decide) or active (signed, this season)."""
    if record_type != HOLIDAY_LIGHTS:
        return False
    if status == "accepted":
        return accepted_at is not None and now - accepted_at < SEASON
    return status in OPEN and not has_lapsed
