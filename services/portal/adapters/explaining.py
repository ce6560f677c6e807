"""Why something happened: the steps that all services know of, put together to chains of causes."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from services.portal.adapters.services import Services
from shared.messaging.explain import MOST_STEPS, Step, steps_of
from shared.service import Context
from shared.web.caller import Caller

_NAMES = ("quotes", "billing", "notifications", "referrals")


@dataclass(frozen=True, slots=True)
class Explained:
    """For each event about what was asked, what led to it, first cause first; and who could not be asked."""

    chains: list[list[Step]]
    away: set[str] = field(default_factory=set)


async def explain(context: Context, known: Services, staff: Caller, wanted: UUID) -> Explained:
    """What is told of the event, task or record of this id, in the workspace of `staff`."""
    away: set[str] = set()
    seen: dict[str, Step | None] = {}

    async def asked(about: UUID) -> list[Step]:
        own = run_in_threadpool(steps_of, context, about, workspace_id=staff.workspace_id)
        others = (_steps(known.named(name), staff, about, away) for name in _NAMES)
        return [step for steps in await asyncio.gather(own, *others) for step in steps]

    async def cause_of(step: Step) -> Step | None:
        before = step.causation_id
        if before not in seen:
            found = await asked(UUID(before)) if _is_id(before) else []
            seen[before] = next((one for one in found if one.id == before), None)
        return seen[before]

    chains: list[list[Step]] = []
    for last in sorted(await asked(wanted), key=lambda step: step.at):
        chain = [last]
        while len(chain) < MOST_STEPS and (before := await cause_of(chain[0])) is not None:
            chain.insert(0, before)
        chains.append(chain)
    return Explained(chains, away)


async def _steps(client: ServiceClient, staff: Caller, about: UUID, away: set[str]) -> list[Step]:
    try:
        found = await client.call("GET", f"/steps/{about}", staff)
    except (ServiceUnavailable, Refused):
        away.add(client.name)
        return []
    return [Step(**one) for one in found["items"]]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
