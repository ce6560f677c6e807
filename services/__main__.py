"""The command line, and the one place that knows all five services."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from services.evidence import add_commands as add_evidence
from services.explain import add_commands as add_explain
from services.ledger import add_commands as add_ledger
from services.metrics import add_commands as add_metrics
from services.stripe_check import add_commands as add_stripe_check
from shared.errors import PorchlightError
from shared.service import Service
from shared.settings import ConfigurationError

_KEY_STATES = {"current": "signs new links", "previous": "keeps the links it signed working until they expire"}
NAMES = ("portal", "quotes", "billing", "notifications", "referrals")


def service(name: str) -> Service:
    """The manifest of the service called `name`."""
    manifest: Service = import_module(f"services.{name}.manifest").service
    return manifest


def all_services() -> list[Service]:
    """Those that are here: an image of one service has no other."""
    return [service(name) for name in NAMES if (Path(__file__).parent / name).is_dir()]


def chosen(arguments: argparse.Namespace) -> list[Service]:
    """The service a command was given, or all of them."""
    return [service(arguments.service)] if arguments.service else all_services()


def up(_: argparse.Namespace) -> int:
    from deploy.embedded.up import run  # noqa: PLC0415 - the other commands need none of it

    run(all_services(), os.environ)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    from deploy.embedded.demo import make_demo  # noqa: PLC0415

    made = make_demo(arguments.url, secret=_environment().get("SERVICE_TOKEN_SECRET"))
    _print(arguments, asdict(made), "\n".join(made.lines()))
    return 0


def serve(arguments: argparse.Namespace) -> int:
    from shared.runtime.processes import run_process  # noqa: PLC0415

    run_process(service(arguments.service), arguments.process, os.environ)
    return 0


def worker(arguments: argparse.Namespace) -> int:
    arguments.process = "worker"
    return serve(arguments)


def migrate(arguments: argparse.Namespace) -> int:
    from shared.runtime.processes import migrate as migrate_one  # noqa: PLC0415

    for one in chosen(arguments):
        migrate_one(one, os.environ)
        print(f"{one.name}: database and queues are up to date.", file=sys.stderr)
    return 0


def doctor(arguments: argparse.Namespace) -> int:
    from shared.runtime.doctor import examine  # noqa: PLC0415

    findings = [finding for one in chosen(arguments) for finding in examine(one, os.environ)]
    text = "\n".join(f"{'ok  ' if finding.ok else 'FAIL'} {finding.service}: {finding.text}" for finding in findings)
    _print(arguments, [asdict(finding) for finding in findings], text)
    return 0 if all(finding.ok for finding in findings) else 1


def workspace_create(arguments: argparse.Namespace) -> int:
    from deploy.embedded.demo import create_workspace  # noqa: PLC0415

    password = os.environ.get("PORCHLIGHT_OWNER_PASSWORD") or _ask_password()
    made = create_workspace(
        arguments.url,
        arguments.slug,
        arguments.company,
        arguments.owner_email,
        password,
        secret=_environment().get("SERVICE_TOKEN_SECRET"),
    )
    _print(arguments, made, f"Created {made['portal_url']}")
    return 0


def _ask_password() -> str:
    from getpass import getpass  # noqa: PLC0415

    if not sys.stdin.isatty():
        message = "PORCHLIGHT_OWNER_PASSWORD is not set, and there is no terminal to ask for the password."
        raise ConfigurationError(message)
    return getpass("Password of the owner (at least 10 characters): ")


def dlq(arguments: argparse.Namespace) -> int:
    from shared.messaging import dead_letters as dead  # noqa: PLC0415
    from shared.runtime.processes import open_service  # noqa: PLC0415

    contexts = [open_service(one, _environment()) for one in chosen(arguments)]
    if arguments.action == "list":
        letters = [letter for context in contexts for letter in dead.dead_letters(context)]
        lines = [
            f"{one.service} {one.kind} {one.id} {one.name}: {one.reason} ({one.attempts} tries)" for one in letters
        ]
        _print(arguments, [asdict(letter) for letter in letters], "\n".join(lines) or "No dead letters.")
        return 0
    act: Callable[..., Any] = {"show": dead.show, "replay": dead.replay, "discard": dead.discard}[arguments.action]
    content = act(contexts[0], arguments.id)
    _print(arguments, content, json.dumps(content, indent=2, default=str) if content else f"{arguments.action}: done.")
    return 0


def keys(arguments: argparse.Namespace) -> int:
    from shared.runtime.keys import keep_keys, read_keys  # noqa: PLC0415

    ring = read_keys(os.environ)
    if arguments.action == "list":
        known = [{"kid": kid, "state": "previous" if place else "current"} for place, kid in enumerate(ring.ids)]
        lines = [f"{key['kid']}  {key['state']:<8}  {_KEY_STATES[key['state']]}" for key in known]
        _print(arguments, known, "\n".join(lines))
        return 0
    changed = ring.rotated() if arguments.action == "rotate" else ring.without(arguments.kid)
    if keep_keys(changed):
        _print(arguments, {"kids": changed.ids}, "Done. A Porchlight that is running follows at its next start.")
        return 0
    # The values alone on stdout, for a script or a file of variables; what to do with them beside it.
    _print(arguments, changed.variables, "\n".join(f"{name}={value}" for name, value in changed.variables.items()))
    print(
        "The ring comes from the environment: set these values for quotes, billing and referrals, then restart them.",
        file=sys.stderr,
    )
    return 0


def events_replay(arguments: argparse.Namespace) -> int:
    from shared.messaging.replay import replay_events  # noqa: PLC0415
    from shared.runtime.processes import open_service  # noqa: PLC0415

    counts = {one.name: replay_events(open_service(one, _environment()), arguments.since) for one in chosen(arguments)}
    _print(arguments, counts, "\n".join(f"{name}: {count} events go out again." for name, count in counts.items()))
    return 0


def _environment() -> dict[str, str]:
    """The environment, completed with the embedded run's files where nothing else is set."""
    from shared.runtime.embedded import environment_for_tools  # noqa: PLC0415 - as above

    return environment_for_tools(os.environ, NAMES)


def openapi(_: argparse.Namespace) -> int:
    from deploy.documents import openapi_document  # noqa: PLC0415

    print(json.dumps(openapi_document(all_services()), indent=2))
    return 0


def asyncapi(_: argparse.Namespace) -> int:
    from deploy.documents import asyncapi_document  # noqa: PLC0415

    print(json.dumps(asyncapi_document(all_services()), indent=2))
    return 0


def _print(arguments: argparse.Namespace, data: Any, text: str) -> None:
    print(json.dumps(data, default=str) if arguments.json else text)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `--help` on each."""
    root = argparse.ArgumentParser(prog="porchlight", description="A customer portal for home-service businesses.")
    commands = root.add_subparsers(dest="command", required=True)

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str, *, to: Any = commands
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = to.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        made.add_argument("--json", action="store_true", help="print JSON for scripts")
        return made

    add("up", up, "Run all services in this process, with a demo workspace, until Ctrl-C.")
    one = add("serve", serve, "Run one process of one service (needs PostgreSQL or SQLite, and RabbitMQ).")
    one.add_argument("service", choices=NAMES)
    one.add_argument("process", nargs="?", default="api", choices=("api", "consumer", "relay", "worker", "beat"))
    add("worker", worker, "Run the task worker of one service.").add_argument("service", choices=NAMES)
    some = (
        add("migrate", migrate, "Bring databases and queues to what this release needs."),
        add("doctor", doctor, "Check the configuration and say in plain words what is wrong."),
    )
    for command in some:
        command.add_argument("service", nargs="?", choices=NAMES)
    _add_url(add("demo", demo, "Make the demo workspace on a running Porchlight."))
    _add_nested(commands, add)
    add("openapi", openapi, "Print the OpenAPI document of the JSON API.")
    add("asyncapi", asyncapi, "Print the AsyncAPI document of all events.")
    return root


def _add_nested(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    workspace = commands.add_parser("workspace", help="Create workspaces.").add_subparsers(required=True)
    create = add(
        "create",
        workspace_create,
        "Create a workspace on a running Porchlight; PORCHLIGHT_OWNER_PASSWORD or the terminal gives the password.",
        to=workspace,
    )
    for name, text in (
        ("--slug", "its address, never changeable"),
        ("--company", "its name"),
        ("--owner-email", "log-in"),
    ):
        create.add_argument(name, required=True, help=text)
    _add_url(create)
    letters = commands.add_parser("dlq", help="List, replay or discard what failed for good.")
    actions = letters.add_subparsers(dest="action", required=True)
    add("list", dlq, "List the dead letters.", to=actions).add_argument("service", nargs="?", choices=NAMES)
    for name, text in (("show", "Show one."), ("replay", "Try one again."), ("discard", "Give one up.")):
        action = add(name, dlq, text, to=actions)
        action.add_argument("service", choices=NAMES)
        action.add_argument("id", type=UUID)
    ring = commands.add_parser("keys", help="List, rotate or retire the keys of customers' links.")
    of_ring = ring.add_subparsers(dest="action", required=True)
    add("list", keys, "List the keys by their ids, which links carry.", to=of_ring)
    add("rotate", keys, "Sign with a new key from now on; links that are out stay good.", to=of_ring)
    retire = add(
        "retire", keys, "Take a previous key out of the ring: its links stop working, and no others.", to=of_ring
    )
    retire.add_argument("kid", metavar="KID", help="its id, as 'keys list' shows it")
    events = commands.add_parser("events", help="Send events again, or explain them.").add_subparsers(required=True)
    replay = add("replay", events_replay, "Send the events since a time again; whoever has them drops them.", to=events)
    replay.add_argument("--since", required=True, help="a UTC time such as 2026-01-31T12:00:00Z")
    replay.add_argument("service", nargs="?", choices=NAMES)
    add_explain(events, add, all_services)
    add_evidence(commands, add)
    add_ledger(commands, add)
    add_stripe_check(commands, add)
    add_metrics(commands, add)


def _add_url(command: argparse.ArgumentParser) -> None:
    default = f"http://127.0.0.1:{os.environ.get('PORCHLIGHT_PORT', '8000')}"
    command.add_argument("--url", default=default, help=f"where Porchlight answers (default {default})")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; exit code 0 done, 1 failed, 2 wrong use or a wrong setting. No error is a traceback."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ConfigurationError as error:
        return _failed(str(error), code=2)
    except PorchlightError as error:
        return _failed(str(error))
    except DBAPIError as error:
        return _failed(f"the database cannot be used: {str(error.orig).splitlines()[0]}")
    except ModuleNotFoundError as error:
        if str(error.name).split(".")[0] not in {"services", "deploy"}:
            raise
        return _failed(f"{error.name} is not in this image; run the command where all of Porchlight is.")
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _failed(reason: str, *, code: int = 1) -> int:
    print(f"porchlight: {reason}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
