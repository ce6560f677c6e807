"""`porchlight evidence`: whether what was agreed is still as it was written, and all of it for somebody to check elsewhere."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from shared.errors import NotFound
from shared.runtime.embedded import environment_for_tools
from shared.runtime.processes import open_service
from shared.service import Context


class RecordNotFound(NotFound):
    """No estimate has this number, or several have."""

    code = "record_not_found"


def add_commands(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `evidence verify` and `evidence export` to the command line."""
    evidence = commands.add_parser("evidence", help="Verify or export what was agreed.")
    of_evidence = evidence.add_subparsers(required=True)
    check = add("verify", verify, "Check every history, and all that it holds the hashes of.", to=of_evidence)
    whole = add("export", export, "Print all that somebody else needs to check one record.", to=of_evidence)
    for command in (check, whole):
        command.add_argument("--workspace", metavar="SLUG", help="the business, by its address")
        command.add_argument("--number", required=command is whole, help="the estimate, such as E-1001")
    whole.add_argument("--output", type=Path, metavar="FILE", help="write it there instead of printing it")


def verify(arguments: argparse.Namespace) -> int:
    """0 when all is as it was written, 1 when something is not, or cannot be looked at."""
    context = _open()
    found = list(_verified(context, arguments))
    if arguments.number and not found:
        raise RecordNotFound(f"There is no estimate {arguments.number} there.")
    broken = [record for record in found if record["problems"] or record["unread"]]
    if arguments.json:
        print(json.dumps(found))
    else:
        print(
            "\n".join(_told(broken))
            or f"{len(found)} records, {sum(record['lines'] for record in found)} lines: intact."
        )
    return 1 if broken else 0


def export(arguments: argparse.Namespace) -> int:
    """Prints or writes the evidence of one record as JSON."""
    from services.quotes.queries.chains import records_to_check  # noqa: PLC0415 - images of other services lack it
    from services.quotes.usecases.export_evidence import export_evidence  # noqa: PLC0415 - as above

    context = _open()
    with context.database.read() as session:
        records = records_to_check(session, slug=arguments.workspace, number=arguments.number)
        if len(records) != 1:
            why = (
                "There is no such estimate." if not records else "Several businesses have one: name it by --workspace."
            )
            raise RecordNotFound(f"{arguments.number}: {why}")
        exported = export_evidence(session, workspace_id=records[0].workspace_id, estimate_id=records[0].id)
    text = json.dumps(exported.whole(context.adapters.storage), indent=2, ensure_ascii=False)
    if arguments.output:
        arguments.output.write_text(text + "\n", encoding="utf-8")
        print(f"Wrote {arguments.output}", file=sys.stderr)
    else:
        print(text)
    return 0


def _verified(context: Context, arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from services.quotes.queries.chains import records_to_check  # noqa: PLC0415 - as above
    from services.quotes.usecases.verify_evidence import verify_evidence  # noqa: PLC0415 - as above

    with context.database.read() as session:
        for record in records_to_check(session, slug=arguments.workspace, number=arguments.number):
            verified = verify_evidence(session, workspace_id=record.workspace_id, estimate_id=record.id)
            session.expunge_all()
            verified = verified.with_files(context.adapters.storage)
            yield {
                "workspace": record.slug,
                "number": record.number,
                "estimate_id": str(record.id),
                "lines": verified.lines,
                "erased": verified.erased,
                "problems": [{"place": problem.place, "reason": problem.reason} for problem in verified.problems],
                "unread": list(verified.unread),
            }


def _told(broken: list[dict[str, Any]]) -> Iterator[str]:
    for record in broken:
        for problem in record["problems"]:
            yield f"BROKEN {record['workspace']} {record['number']}: {problem['place']}: {problem['reason']}"
        for place in record["unread"]:
            yield f"UNREAD {record['workspace']} {record['number']}: {place}: the storage is out of reach"


def _open() -> Context:
    from services.quotes.manifest import service  # noqa: PLC0415 - as above

    return open_service(service, environment_for_tools(os.environ, ("quotes",)))
