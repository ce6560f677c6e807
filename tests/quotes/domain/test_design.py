from typing import Any

import pytest

from services.quotes.domain.design import Pair, Section, sections

pytestmark = pytest.mark.shows("HOL-1")
ZONES = {"style": "Classic", "zones": [{"name": "Roof line", "length_ft": 120}, {"name": "Front  Door"}]}


def mockup(attachment: str, stage: str, zone: str = "") -> dict[str, str]:
    return {"attachment": attachment, "stage": stage, "zone": zone}


def test_a_design_reads_as_titled_lists_of_facts() -> None:
    design = {
        "style": "Warm and classic",
        "timer": True,
        "zones": [
            {"name": "Roof line", "length_ft": 120, "colors": ["red", "warm white"]},
            {"light_type": "C9 LED", "removed": False},
        ],
        "power": {"outlets": 2},
    }

    found = sections(design)

    assert found == [
        Section("", (("Style", "Warm and classic"), ("Timer", "Yes"))),
        Section("Power", (("Outlets", "2"),)),
        Section("Roof line", (("Colors", "red, warm white"), ("Length", "120\u00a0ft"))),
        Section("Zone 2", (("Light type", "C9 LED"), ("Removed", "No"))),
    ]


def test_lights_are_specified_in_the_order_people_ask_for_it() -> None:
    zone = {"count": 160, "Notes": "By ladder", "colour": "red", "spacing_in": "12", "length-m": 40, "light_type": "C9"}

    [_, found] = sections({"style": "x", "zones": [zone]})

    assert [label for label, _ in found.facts] == ["Light type", "Colour", "Length", "Count", "Spacing", "Notes"]
    assert dict(found.facts)["Spacing"] == "12\u00a0in"
    assert dict(found.facts)["Length"] == "40\u00a0m"


@pytest.mark.parametrize(
    ("name", "value", "fact"),
    [
        ("plugged_in", "yes", ("Plugged in", "yes")),
        ("in", 3, ("In", "3")),
        ("power_w", "4.5", ("Power", "4.5\u00a0W")),
        ("length_yd", 3, ("Length yd", "3")),
    ],
)
def test_only_a_number_has_a_unit(name: str, value: Any, fact: tuple[str, str]) -> None:
    assert sections({name: value}) == [Section("", (fact,))]


@pytest.mark.parametrize("design", [None, {}, {"note": None, "zones": [], "colors": [""], "name": "Roof"}])
def test_where_nothing_is_said_there_is_nothing_to_read(design: dict[str, Any] | None) -> None:
    assert sections(design) == []


def test_what_is_nested_deeper_than_people_read_is_told_in_one_line() -> None:
    design = {"a": {"b": {"c": {"d": {"e": {"f": 1, "g": [2, 3]}}}}}}

    assert sections(design) == [Section("D", (("E", "F: 1, G: 2, 3"),))]


def test_a_zone_that_has_a_name_only_is_there() -> None:
    assert [section.title for section in sections(ZONES)] == ["", "Roof line", "Front  Door"]


def test_pictures_stand_with_their_zone_the_first_before_with_the_first_after() -> None:
    mockups = [
        mockup("whole-now", "before"),
        mockup("roof-1", "after", "roof line"),
        mockup("roof-2", "before", " Roof  Line "),
        mockup("roof-3", "after", "Roof line"),
        mockup("door", "after", "Front door"),
    ]

    whole, roof, door = sections(ZONES, mockups)

    assert whole.pictures == (Pair("whole-now", None),)
    assert roof.pictures == (Pair("roof-2", "roof-1"), Pair(None, "roof-3"))
    assert door.pictures == (Pair(None, "door"),)


def test_pictures_of_no_zone_there_is_stand_by_themselves_under_its_name() -> None:
    found = sections(ZONES, [mockup("tree", "after", "The tree"), mockup("bare", "before", "the tree")])

    assert found[-1] == Section("The tree", (), (Pair("bare", "tree"),))


def test_pictures_alone_are_a_design() -> None:
    assert sections(None, [mockup("now", "before"), mockup("then", "after")]) == [
        Section("", (), (Pair("now", "then"),))
    ]
