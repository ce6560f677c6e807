from datetime import timedelta
from typing import Any

import pytest

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.history import HistoryLine, line_hash, next_line, person_hash
from tests.quotes.domain.build import NOW, WORKSPACE, estimate_in, item_id, origin


def chain(estimate: Estimate | None = None) -> list[HistoryLine]:
    estimate = estimate or estimate_in("sent")
    return [
        next_line(estimate, action="sent", origin=origin(actor_kind="office", actor_name="Sam")),
        next_line(estimate, action="viewed", origin=origin()),
        next_line(estimate, action="accepted", origin=origin(), details={"version": 1}),
    ]


@pytest.mark.shows("EST-3")
def test_a_line_says_who_did_what_when_and_from_where() -> None:
    estimate = estimate_in("sent")

    line = next_line(estimate, action="viewed", origin=origin(), details={"version": 1})

    assert (line.workspace_id, line.estimate_id, line.position) == (WORKSPACE, estimate.id, 1)
    assert (line.at, line.action, line.details) == (NOW, "viewed", {"version": 1})
    assert (line.actor_kind, line.actor_name, line.ip, line.user_agent) == (
        "customer",
        "Pat Doe",
        "203.0.113.7",
        "Firefox",
    )


@pytest.mark.shows("SGN-5")
def test_each_line_carries_the_hash_of_the_one_before() -> None:
    first, second, third = chain()

    assert [line.position for line in (first, second, third)] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)


@pytest.mark.shows("SGN-5")
def test_the_estimate_knows_the_last_line_so_that_none_can_be_cut_off_unseen() -> None:
    estimate = estimate_in("sent")

    lines = chain(estimate)

    assert (estimate.history_length, estimate.history_hash) == (3, lines[-1].hash)


def test_the_hash_of_an_untouched_line_is_what_it_carries() -> None:
    assert all(line_hash(line) == line.hash and person_hash(line) == line.person_hash for line in chain())


@pytest.mark.shows("SGN-5")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position", 4),
        ("at", NOW + timedelta(microseconds=1)),
        ("action", "declined"),
        ("actor_kind", "office"),
        ("details", {"version": 2}),
        ("previous_hash", "0" * 64),
        ("person_hash", "0" * 64),
        ("workspace_id", item_id(1)),
        ("estimate_id", WORKSPACE),
    ],
)
def test_a_changed_line_no_longer_has_its_hash(name: str, value: Any) -> None:
    line = chain()[-1]

    setattr(line, name, value)

    assert line_hash(line) != line.hash


@pytest.mark.shows("SGN-5")
@pytest.mark.parametrize(("name", "value"), [("actor_name", "Someone else"), ("ip", None), ("user_agent", "curl")])
def test_a_changed_person_no_longer_has_its_hash(name: str, value: Any) -> None:
    line = chain()[-1]

    setattr(line, name, value)

    assert person_hash(line) != line.person_hash


@pytest.mark.shows("OPS-5")
def test_a_person_can_be_forgotten_and_the_chain_stays_valid() -> None:
    line = chain()[-1]

    line.forget_person()

    assert (line.actor_name, line.ip, line.user_agent, line.person_salt) == (None, None, None, None)
    assert line_hash(line) == line.hash


def test_the_same_person_leaves_a_different_hash_on_every_line() -> None:
    _, viewed, accepted = chain()

    assert viewed.person_hash != accepted.person_hash


def test_refuses_details_with_floats() -> None:
    with pytest.raises(TypeError):
        next_line(estimate_in("sent"), action="viewed", origin=origin(), details={"seconds": 1.5})
