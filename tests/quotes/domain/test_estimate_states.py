"""Every action in every state, against a table written out by hand: what it leads to, or the code of the refusal."""

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_states import MOVES, Action, Status, refusal
from services.quotes.domain.estimate_version import EstimateVersion
from shared.errors import Conflict
from tests.quotes.domain.build import NOW, TODAY, drafted, line, offer

LATER = NOW + timedelta(hours=1)
STATUSES: tuple[Status, ...] = get_args(Status)
ACTIONS: tuple[Action, ...] = get_args(Action)

TABLE = """
                  send         view              request_changes      revise        accept           decline          expire        void
draft             sent         not_viewable      changes_not_possible draft         not_acceptable   not_declinable   not_expirable void
sent              sent         viewed            changes_requested    sent          accepted         declined         expired       void
viewed            viewed       viewed            changes_requested    sent          accepted         declined         expired       void
changes_requested sent         changes_requested changes_requested    sent          accepted         declined         expired       void
accepted          not_sendable accepted          changes_not_possible not_revisable already_accepted not_declinable   not_expirable void
declined          not_sendable declined          changes_not_possible sent          not_acceptable   already_declined not_expirable void
expired           sent         expired           changes_not_possible sent          not_acceptable   not_declinable   not_expirable void
void              not_sendable void              changes_not_possible not_revisable not_acceptable   not_declinable   not_expirable not_voidable
"""  # noqa: E501 - a table

HEADER, *ROWS = [row.split() for row in TABLE.strip().splitlines()]
CASES = [(row[0], action, outcome) for row in ROWS for action, outcome in zip(HEADER, row[1:], strict=True)]

DO: dict[str, Callable[[Estimate, EstimateVersion], object]] = {
    "send": lambda estimate, _: estimate.send("estimate", LATER, today=TODAY),
    "view": lambda estimate, _: estimate.view(LATER, version=1),
    "request_changes": lambda estimate, _: estimate.request_changes(LATER),
    "revise": lambda estimate, current: estimate.revise(current, offer(line()), now=LATER, today=TODAY, by="Sam"),
    "accept": lambda estimate, _: estimate.accept(LATER, version=1, today=TODAY),
    "decline": lambda estimate, _: estimate.decline("Too dear", LATER),
    "expire": lambda estimate, _: estimate.expire(LATER, today=TODAY),
    "void": lambda estimate, _: estimate.void("Wrong customer", LATER),
}


def test_the_table_has_every_state_and_every_action() -> None:
    assert {(status, action) for status, action, _ in CASES} == {(s, a) for s in STATUSES for a in ACTIONS}
    assert set(MOVES) == set(DO) == set(ACTIONS)


@pytest.mark.shows("EST-3")
@pytest.mark.parametrize(("status", "action", "outcome"), CASES)
def test_each_action_in_each_state(status: Status, action: Action, outcome: str) -> None:
    estimate, current = drafted()
    estimate.status = status
    if action == "expire":
        estimate.expires_on = TODAY - timedelta(days=1)

    try:
        DO[action](estimate, current)
        reached = str(estimate.status)
    except Conflict as refused:
        reached = refused.code

    assert reached == outcome


@pytest.mark.parametrize(("status", "action", "outcome"), [case for case in CASES if case[2] not in STATUSES])
def test_a_refusal_leaves_everything_as_it_was(status: Status, action: Action, outcome: str) -> None:
    estimate, current = drafted()
    estimate.status = status
    before = {name: getattr(estimate, name) for name in Estimate.__mapper__.columns.keys()}  # noqa: SIM118

    with pytest.raises(Conflict) as refused:
        DO[action](estimate, current)

    assert refused.value.code == outcome
    assert {name: getattr(estimate, name) for name in before} == before


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", "has not been sent"),
        ("accepted", "has been accepted"),
        ("declined", "has been declined"),
        ("expired", "has expired"),
        ("void", "has been withdrawn"),
    ],
)
def test_a_refused_acceptance_says_why_in_a_sentence(status: Status, reason: str) -> None:
    sentence = refusal("E-1001", status, "accept").message

    assert sentence.startswith(f"E-1001 {reason}")
    assert "cannot be accepted. " in sentence
