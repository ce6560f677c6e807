"""What the page that explains something is given, and what its steps are called there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.office_views import Frame
from services.portal.pages.views import Shell
from shared.messaging.explain import Step

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyStep:
    """One step on the way, such as Estimate accepted, by which service and when."""

    name: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyChain:
    """What led to one event. `request` is the id under which the logs have what began it."""

    request: str
    steps: Sequence[WhyStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """`office/why.html`: each thing that was told of what was asked about, with the causes before it."""

    shell: Shell
    frame: Frame
    chains: Sequence[WhyChain]
    away: Sequence[str]
    command: str


def why_chain(chain: Sequence[Step]) -> WhyChain:
    """The chain in words."""
    first = chain[0]
    return WhyChain(request=first.correlation_id, steps=[_told(step) for step in chain])


def _told(step: Step) -> WhyStep:
    if step.kind == "task":
        what = step.name.partition(".")[2].replace("_", " ")
        return WhyStep(name=f"Was to {what}", by=step.service, at=step.at)
    return WhyStep(name=_WORD.sub(" ", step.name).capitalize(), by=step.service, at=step.at)
