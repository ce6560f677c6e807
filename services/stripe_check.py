"""`porchlight stripe-check`: whether Stripe does, with this key, what Porchlight will ask of it."""

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from shared.settings import MIN_SECRET_LENGTH, ConfigurationError, load

_NOT_ASKED_FOR = {"BILLING_DATABASE_URL": "sqlite://", "SERVICE_TOKEN_SECRET": "-" * MIN_SECRET_LENGTH}


def add_commands(_: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `stripe-check` to the command line."""
    command = add("stripe-check", check, "Open and close a checkout and a webhook at Stripe, with STRIPE_SECRET_KEY.")
    command.add_argument("--account", metavar="ACCT", help="a connected account to try it on, such as acct_1…")
    command.add_argument(
        "--live", action="store_true", help="also with a live key: nothing is charged, all is cleared away"
    )


def check(arguments: argparse.Namespace) -> int:
    """0 when all went well, 1 when something did not."""
    from services.billing.adapters.stripe_gateway import StripeGateway  # noqa: PLC0415 - other images lack billing
    from services.billing.adapters.stripe_trial import Trial  # noqa: PLC0415 - as above
    from services.billing.settings import Settings  # noqa: PLC0415 - as above

    # Stripe is tried before there is a database, or anything else.
    settings = load(Settings, _NOT_ASKED_FOR | dict(os.environ))
    key = settings.stripe_secret_key
    if key is None:
        message = (
            "STRIPE_SECRET_KEY is not set; a test key, sk_test_… or rk_test_…, is in Stripe's dashboard, Developers."
        )
        raise ConfigurationError(message)
    gateway = StripeGateway(key.get_secret_value(), settings.stripe_api_base)
    if gateway.livemode and not arguments.live:
        raise ConfigurationError("STRIPE_SECRET_KEY is a live key; use a test key, or say --live.")
    found = []
    try:
        for finding in Trial(gateway, arguments.account).run():
            found.append(finding)
            if not arguments.json:
                print(f"{'ok  ' if finding.ok else 'FAIL'} {finding.text}")
    finally:
        gateway.close()
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in found]))
    return 0 if all(finding.ok for finding in found) else 1
