"""Phone numbers: kept in E.164, and written for people in one way wherever they are read."""

from collections.abc import Mapping
from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers.timezone import time_zones_for_number

_DEFAULT_REGION = "US"
_NOWHERE = "ZZ"
_REGION_LENGTH = 2
_REGIONS: Mapping[str, str] = get_global("zone_territories")


def home_region(zone: str, locale: str) -> str:
    """Where numbers without a country code are from: where the clocks of `zone` are, else where `locale` is spoken."""
    region = _REGIONS.get(zone, _NOWHERE)
    return region if region != _NOWHERE else _region(locale) or _DEFAULT_REGION


def read_phone(text: str, *, region: str) -> str | None:
    """`text` as a number in E.164, read as in `region`; None when it is none."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_possible_number(parsed)
        else None
    )


def zone_of(number: str) -> str | None:
    """The time zone where a number in E.164 is from; None where it may be from several."""
    try:
        zones = time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    return str(zones[0]) if len(zones) == 1 and zones[0] in _REGIONS else None


@lru_cache(maxsize=10_000)
def written_phone(number: str, locale: str) -> str:
    """A number as people of `locale` write it: (212) 555-0100 at home, +1 212-555-0100 elsewhere.

    What is no phone number stays as it is.
    """
    region = _region(locale)
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number
    home = phonenumbers.region_code_for_number(parsed) == region
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def _region(locale: str) -> str | None:
    territory = locale.replace("_", "-").rpartition("-")[2]
    return territory if len(territory) == _REGION_LENGTH and territory.isupper() else None
