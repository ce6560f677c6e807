"""`porchlight ledger`: whether the books balance, and agree with every invoice, payment and refund there is."""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from shared.errors import NotFound
from shared.runtime.embedded import environment_for_tools
from shared.runtime.processes import open_service
from shared.service import Context


class BooksNotFound(NotFound):
    """Billing knows no workspace of this id."""

    code = "books_not_found"


def add_commands(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `ledger verify` to the command line."""
    ledger = commands.add_parser("ledger", help="Verify the double-entry ledger of all money.")
    of_ledger = ledger.add_subparsers(required=True)
    check = add("verify", verify, "Check that every entry balances and agrees with its invoice.", to=of_ledger)
    check.add_argument("--workspace", metavar="ID", type=UUID, help="the business, by its id; all without it")


def verify(arguments: argparse.Namespace) -> int:
    """0 when everything balances and agrees, 1 when something does not."""
    from services.billing.manifest import service  # noqa: PLC0415 - images of other services lack it

    context = open_service(service, environment_for_tools(os.environ, ("billing",)))
    found = list(_verified(context, arguments.workspace))
    if arguments.workspace and not found:
        raise BooksNotFound(f"Billing knows no workspace {arguments.workspace}.")
    wrong = [one for one in found if one["problems"]]
    print(json.dumps(found) if arguments.json else "\n".join(_told(wrong)) or _in_order(found))
    return 1 if wrong else 0


def _verified(context: Context, workspace: UUID | None) -> Iterator[dict[str, Any]]:
    from services.billing.queries.ledger import balances  # noqa: PLC0415 - as above
    from services.billing.queries.workspaces import workspace_ids  # noqa: PLC0415 - as above
    from services.billing.usecases.verify_ledger import verify_ledger  # noqa: PLC0415 - as above

    with context.database.read() as session:
        for workspace_id in workspace_ids(session):
            if workspace not in {None, workspace_id}:
                continue
            verified = verify_ledger(session, workspace_id=workspace_id)
            yield {
                "workspace": str(workspace_id),
                "invoices": verified.invoices,
                "entries": verified.entries,
                "balances": [
                    {"account": account, "currency": currency, "amount": amount}
                    for (account, currency), amount in sorted(balances(session, workspace_id).items())
                ],
                "problems": [{"place": one.place, "reason": one.reason} for one in verified.findings],
            }


def _told(wrong: list[dict[str, Any]]) -> Iterator[str]:
    for one in wrong:
        for problem in one["problems"]:
            yield f"WRONG {one['workspace']} {problem['place']}: {problem['reason']}"


def _in_order(found: list[dict[str, Any]]) -> str:
    invoices, entries = sum(one["invoices"] for one in found), sum(one["entries"] for one in found)
    return f"{len(found)} workspaces, {invoices} invoices, {entries} entries: every entry balances and agrees."
