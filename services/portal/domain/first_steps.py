"""The first steps of a new business, and which of them are done: told from what is there, not from ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

StepName = Literal["brand", "services", "google", "payments", "customer", "proposal"]
STEPS: Sequence[StepName] = ("brand", "services", "google", "payments", "customer", "proposal")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFacts:
    """What the portal itself knows of how far a business is."""

    dismissed: bool
    brand: bool
    services: bool
    google: bool
    payments: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step; whether it is `done` nobody can tell (None) while the service that knows it is away."""

    name: StepName
    done: bool | None


def steps(own: OwnFacts, *, customer: bool | None, proposal: bool | None) -> list[Step]:
    """All steps in order. A proposal has been tried once one has left the office."""
    done = {
        "brand": own.brand,
        "services": own.services,
        "google": own.google,
        "payments": own.payments,
        "customer": customer,
        "proposal": proposal,
    }
    return [Step(name, done[name]) for name in STEPS]


def is_over(known: Sequence[Step]) -> bool:
    """Whether every step is done for certain."""
    return all(step.done for step in known)
