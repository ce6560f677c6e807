"""Time: always aware, always UTC. Everything that needs "now" takes it from here, so that tests can move it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def utc_now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC)


def time_zone(name: str) -> ZoneInfo:
    """The IANA time zone called `name`; raises `ValueError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"{name!r} is not an IANA time zone, such as 'America/New_York'."
        raise ValueError(message) from error


def isoformat(moment: datetime) -> str:
    """`moment` as RFC 3339 in UTC with a trailing Z and microseconds, equal instants giving equal strings."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
