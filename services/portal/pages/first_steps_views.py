"""What the list of first steps on the dashboard is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.views import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step, with the ways to it while it is not `done`; None where nobody can tell now."""

    title: str
    about: str
    done: bool | None
    ways: Sequence[Link] = ()
    sample_action: str | None = None
    """Where a press makes the sample, which is this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    """`office/_first_steps.html`: the steps, and where a POST puts the list away."""

    lines: Sequence[StepLine]
    dismiss_action: str | None = "/office/first-steps/dismiss"

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(line.done is True for line in self.lines)
