"""A holiday design in an estimate's form. What the form has no inputs for is carried along, and is not lost."""

import json
from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from typing import Any

from services.portal.pages.editor_form import EstimateForm, ZoneForm
from services.portal.pages.forms import count_in
from shared.words import say

_ZONES = "zones"
_WHOLE = {"style": "style", "notes": "design_notes"}
_COUNTED = "length_ft"
_TYPED = [one.name for one in fields(ZoneForm) if one.name not in {"key", "rest"}]


def design_of(form: EstimateForm) -> dict[str, Any] | None:
    """The design that the form tells of; None where its type has none, or nothing is said of it."""
    if not form.is_for_lights:
        return None
    typed = {member: text for member, name in _WHOLE.items() if (text := getattr(form, name))}
    zones = [_zone(zone) for zone in form.zones if not zone.is_blank]
    design = _carried(form.design_rest) | typed | ({_ZONES: zones} if zones else {})
    return design or None


def design_texts(design: Mapping[str, Any] | None) -> dict[str, Any]:
    """The members of a form that tell of `design`."""
    known = dict(design or {})
    zones = known.get(_ZONES)
    rows = zones if isinstance(zones, list) and all(isinstance(zone, dict) for zone in zones) else []
    if rows:
        known.pop(_ZONES)
    whole = {name: _taken(known, member) for member, name in _WHOLE.items()}
    return whole | {
        "design_rest": _kept(known),
        "zones": [_zone_form(zone, f"n{number}") for number, zone in enumerate(rows, start=1)],
    }


def _zone(zone: ZoneForm) -> dict[str, Any]:
    typed: dict[str, Any] = {name: text for name in _TYPED if (text := getattr(zone, name))}
    length = count_in(typed.get(_COUNTED, ""))
    if length is not None:
        typed[_COUNTED] = length
    return _carried(zone.rest) | typed


def _zone_form(zone: Mapping[str, Any], key: str) -> ZoneForm:
    known = dict(zone)
    texts = {name: _taken(known, name) for name in _TYPED}
    return ZoneForm(key=key, rest=_kept(known), **texts)


def _taken(known: dict[str, Any], member: str) -> str:
    """The text of a member, which is taken out; empty where it is none that a line of text could be typed for."""
    value = known.get(member)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(known.pop(member))


def _kept(rest: Mapping[str, Any]) -> str:
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""


def _carried(rest: str) -> dict[str, Any]:
    """What was carried along; whatever has become of it on the way is left out."""
    try:
        found = json.loads(rest, parse_constant=_no_number, parse_float=_finite) if rest else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_number(text)


def _no_number(text: str) -> float:
    message = say("{text} cannot be written as JSON", text=text)
    raise ValueError(message)
