"""How a business writes money, days and numbers, guessed from where its clocks are and what its browser speaks."""

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from services.portal.domain.workspace import DEFAULT_CURRENCY, DEFAULT_TIME_ZONE
from shared.money import is_currency

_NOWHERE = frozenset({"ZZ", "001"})
_HOME = "US"
_ZONES: Mapping[str, str] = get_global("zone_territories")


@cache
def time_zones() -> Sequence[str]:
    """All time zones in which there is a business to be had, by name."""
    known = available_timezones()
    return sorted(zone for zone, territory in _ZONES.items() if zone in known and territory not in _NOWHERE)


@cache
def currencies() -> Sequence[str]:
    """All currencies that are legal tender somewhere, by code."""
    return sorted(
        {one for territory in set(_ZONES.values()) for one in get_territory_currencies(territory) if is_currency(one)}
    )


def territory_of(zone: str) -> str:
    """The country of a time zone, such as US."""
    territory = _ZONES.get(zone, _HOME)
    return _HOME if territory in _NOWHERE else territory


def currency_of(zone: str) -> str:
    """What is paid with where these clocks are."""
    return next((one for one in get_territory_currencies(territory_of(zone)) if is_currency(one)), DEFAULT_CURRENCY)


def zone_of(accepted: str) -> str:
    """The time zone of the first country that a browser's list of languages names; New York's where that has several."""
    for part in accepted.split(",")[:10]:
        _, _, territory = part.partition(";")[0].strip().replace("_", "-").partition("-")
        if territory.upper() == _HOME:
            break
        if found := [zone for zone in time_zones() if _ZONES[zone] == territory.upper()]:
            return found[0]
    return DEFAULT_TIME_ZONE


def locale_of(language: str, zone: str) -> str:
    """The language as it is written where these clocks are, else as in the United States."""
    try:
        return str(Locale.parse(f"{language}_{territory_of(zone)}"))
    except (UnknownLocaleError, ValueError):
        return f"{language}_{_HOME}"
