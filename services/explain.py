"""`porchlight events explain` answers "why did I get this": the chain of causes, back to the request that began it."""

import argparse
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from shared.errors import NotFound
from shared.messaging.explain import Step, chains_of
from shared.runtime.embedded import environment_for_tools
from shared.runtime.processes import open_service
from shared.service import Service


class NothingTold(NotFound):
    """Nothing has been told of this id, or it is too long ago."""

    code = "nothing_told"


def add_commands(
    events: Any, add: Callable[..., argparse.ArgumentParser], services: Callable[[], list[Service]]
) -> None:
    """Adds `events explain` to the command line; `services` lists those that are here."""

    def explain(arguments: argparse.Namespace) -> int:
        here = services()
        environment = environment_for_tools(os.environ, tuple(one.name for one in here))
        chains = chains_of([open_service(one, environment) for one in here], arguments.id)
        if not chains:
            raise NothingTold(f"Nothing was told of {arguments.id} within the last 30 days.")
        if arguments.json:
            print(json.dumps([[asdict(step) for step in chain] for chain in chains]))
        else:
            print("\n\n".join(_in_words(chain) for chain in chains))
        return 0

    text = "Show what led to an event, a task, or all that was told of a record such as a message, a job or an invoice."
    command = add("explain", explain, text, to=events)
    command.add_argument("id", type=UUID, metavar="ID", help="of the event, the task or the record")


def _in_words(chain: Sequence[Step]) -> str:
    first = chain[0]
    begun = first.correlation_id if first.causation_id == first.correlation_id else first.causation_id
    lines = [f"{first.at}  request {begun}"]
    lines += [f"{step.at}  {_named(step)}" for step in chain]
    return "\n".join(f"{'  ' * depth}{line}" for depth, line in enumerate(lines))


def _named(step: Step) -> str:
    about = f" about {step.subject}" if step.subject else ""
    return f"{step.service}: {step.name}{about} ({step.kind} {step.id})"
