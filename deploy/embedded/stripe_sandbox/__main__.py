"""Runs the sandbox alone: `python -m deploy.embedded.stripe_sandbox --port 12111 --database FILE …`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from . import build_app


def main(arguments: Sequence[str] | None = None) -> None:
    """Serves until it is told to stop."""
    options = _parser().parse_args(arguments)
    app = build_app(
        database=options.database,
        webhook_url=options.webhook_url,
        webhook_secret=options.webhook_secret,
        public_url=options.public_url or f"http://{options.host}:{options.port}",
        settle_after=options.settle_after,
    )
    sandbox = app.state.sandbox
    for account_id, business_name in options.account:
        sandbox.ensure_account(account_id, business_name)
    sandbox.start()
    try:
        uvicorn.run(app, host=options.host, port=options.port, log_level="warning")
    finally:
        sandbox.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stripe_sandbox", description="A sandbox of Stripe's API. No money moves.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--database", type=Path, required=True, help="the SQLite file that keeps its state")
    parser.add_argument("--webhook-url", required=True, help="where signed events are posted")
    parser.add_argument("--webhook-secret", required=True, help="what they are signed with")
    parser.add_argument("--public-url", help="the address browsers reach it at (default: http://HOST:PORT)")
    parser.add_argument("--settle-after", type=float, default=20.0, help="seconds until a bank transfer settles")
    parser.add_argument(
        "--account", type=_account, action="append", default=[], metavar="acct_X=NAME", help="a connected account"
    )
    return parser


def _account(text: str) -> tuple[str, str]:
    account_id, equals, business_name = text.partition("=")
    if not (account_id.startswith("acct_") and equals and business_name):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form acct_X=Name")
    return account_id, business_name


if __name__ == "__main__":
    main()
