"""The published language: a document made from code, kept in the repository, and only ever added to."""

import json
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from deploy.documents import asyncapi_document
from services.__main__ import all_services
from shared.causality import begin
from shared.clock import utc_now
from shared.events.base import Envelope, catalogue
from shared.ids import new_id

pytestmark = pytest.mark.shows("EVT-1")
KEPT = Path(__file__).parents[2] / "docs" / "events.asyncapi.json"


def current() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(asyncapi_document(all_services())))
    return document


def test_the_kept_document_is_the_one_the_code_makes() -> None:
    assert json.loads(KEPT.read_text()) == current(), "run: ./porchlight asyncapi > docs/events.asyncapi.json"


def breaks(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What a reader of `old` could no longer read in `new`: a message, a field, or a field's type that is gone."""
    found = []
    for name, message in old["components"]["messages"].items():
        if name not in new["components"]["messages"]:
            found.append(f"{name} is gone")
            continue
        found += _breaks_of(name, message["payload"], new["components"]["messages"][name]["payload"])
    return found


def _breaks_of(name: str, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The same for one object, and for those in its lists."""
    before, after = old.get("properties", {}), new.get("properties", {})
    required = set(new.get("required", [])) - set(old.get("required", []))
    found = [f"{name}.{field} is gone" for field in before if field not in after]
    found += [f"{name}.{field} is newly required" for field in required]
    for field in before.keys() & after.keys():
        if _type(before[field]) != _type(after[field]):
            found.append(f"{name}.{field} has another type")
        elif "items" in before[field]:
            found += _breaks_of(f"{name}.{field}", before[field]["items"], after[field]["items"])
    return found


def _type(schema: dict[str, Any]) -> object:
    return schema.get("type"), schema.get("format"), json.dumps(schema.get("anyOf"), sort_keys=True)


def test_nothing_a_reader_relies_on_has_gone() -> None:
    assert breaks(json.loads(KEPT.read_text()), current()) == []


@pytest.mark.parametrize("mutation", ["message", "field", "type", "required", "field of a list"])
def test_each_kind_of_break_is_noticed(mutation: str) -> None:
    changed = current()
    found = changed["components"]["messages"]["ProposalLookupAnswered"]["payload"]["properties"]["records"]["items"]
    message = changed["components"]["messages"]["EstimateAccepted"]["payload"]
    if mutation == "message":
        del changed["components"]["messages"]["EstimateAccepted"]
    elif mutation == "field":
        del message["properties"]["total"]
    elif mutation == "field of a list":
        del found["properties"]["link"]
    elif mutation == "type":
        message["properties"]["total"]["type"] = "string"
    else:
        message["required"].append("link")

    assert len(breaks(current(), changed)) == 1


@pytest.mark.parametrize("name", sorted(current()["components"]["messages"]))
def test_every_event_travels_as_a_cloudevent(name: str) -> None:
    event = catalogue()[name]
    envelope = Envelope(
        new_id(), name, event.service, event.schema_version, "subject", 1, new_id(), utc_now(), begin(), {"a": 1}
    )

    read = JSONFormat().read(CloudEvent, json.dumps(envelope.to_cloudevent()).encode())

    assert read.get_type() == f"porchlight.{event.service}.{name}.v1"
    assert Envelope.from_cloudevent(envelope.to_cloudevent()) == envelope
