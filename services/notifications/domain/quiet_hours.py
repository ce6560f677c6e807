"""When people are not to be disturbed, by the clock where they are, whatever is done to that clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def daytime(now: datetime, zone: ZoneInfo, *, quiet_from: int, quiet_until: int) -> datetime:
    """`now` while people are up, else the moment at which the quiet hours are over. From an hour to itself is never."""
    local = now.astimezone(zone)
    if not _is_quiet(local.hour, quiet_from, quiet_until):
        return now
    morning = local.replace(hour=quiet_until, minute=0, second=0, microsecond=0)
    if morning <= local:
        # A day later by the calendar: where the clocks are changed that night it is not 24 hours.
        morning = (local.replace(tzinfo=None) + timedelta(days=1)).replace(
            hour=quiet_until, minute=0, second=0, microsecond=0, tzinfo=zone
        )
    return morning.astimezone(now.tzinfo)


def _is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
