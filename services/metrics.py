"""`porchlight metrics`: the figures of portals, made anew from all that was counted."""

import argparse
import json
import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

from shared.runtime.embedded import environment_for_tools
from shared.runtime.processes import open_service


def add_commands(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `metrics rebuild` to the command line."""
    metrics = commands.add_parser("metrics", help="Make the figures of portals anew.").add_subparsers(required=True)
    again = add("rebuild", rebuild, "Make the figures anew from all facts that were counted.", to=metrics)
    again.add_argument("--workspace", metavar="ID", type=UUID, help="the business, by its id; all without it")


def rebuild(arguments: argparse.Namespace) -> int:
    """0 always: figures that come out otherwise than they were are told, and are right from now on."""
    from services.portal.manifest import service  # noqa: PLC0415 - images of other services lack it
    from services.portal.queries.workspaces import workspace_ids  # noqa: PLC0415 - as above
    from services.portal.usecases.rebuild_metrics import rebuild_metrics  # noqa: PLC0415 - as above

    context = open_service(service, environment_for_tools(os.environ, ("portal",)))
    with context.database.read() as session:
        every = [arguments.workspace] if arguments.workspace else list(workspace_ids(session))
    done = []
    for workspace_id in every:
        with context.database.begin() as session:
            done.append({"workspace": str(workspace_id), "same": rebuild_metrics(session, workspace_id=workspace_id)})
    changed = [one["workspace"] for one in done if not one["same"]]
    if arguments.json:
        print(json.dumps(done))
    else:
        print("\n".join(f"CHANGED {workspace}" for workspace in changed) or f"{len(done)} workspaces: as they were.")
    return 0
