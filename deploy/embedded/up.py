"""`porchlight up`: the embedded run with its demo, its local mailbox and its sandbox of Stripe."""

import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from deploy.embedded.demo import STRIPE_ACCOUNT, Demo, make_demo
from deploy.embedded.stripe_sandbox import build_app as build_stripe_sandbox
from shared.clock import utc_now
from shared.errors import PorchlightError
from shared.logging import configure_logging
from shared.runtime.embedded import (
    House,
    build_house,
    data_folder,
    kept_secrets,
    lock_folder,
    objects_url,
    require_free,
    serve,
)
from shared.service import Service
from shared.settings import ConfigurationError

_SANDBOX_PATH = "/dev/stripe"
# Set to nothing they mean none, as in any other run, instead of the embedded run's own.
_MAY_BE_BLANK = ("PORCHLIGHT_PUBLIC_URL", "CUSTOMER_TOKEN_SECRET", "CUSTOMER_TOKEN_SECRETS_PREVIOUS")


def run(services: Sequence[Service], environment: Mapping[str, str]) -> None:
    """Runs everything until Ctrl-C; raises `ConfigurationError` when it cannot."""
    folder = data_folder(environment)
    port = _port(environment)
    lock_folder(folder)
    require_free(port)
    variables = with_defaults(environment, folder, port)
    configure_logging("WARNING")
    house = build_house(services, variables, folder)
    configure_logging(house.contexts[0].settings.log_level)
    own_stripe = variables.get("STRIPE_API_BASE") == _sandbox_url(port)
    app = _with_sandbox(house, variables, folder, port) if own_stripe else house.gateway

    def announce() -> None:
        url = f"http://127.0.0.1:{port}"
        try:
            demo = make_demo(url, connect_stripe=own_stripe, secret=variables.get("SERVICE_TOKEN_SECRET"))
        except PorchlightError as error:
            sys.stderr.write(f"porchlight: running at {url}, but its demo could not be made: {error}\n")
        else:
            _print_ready(demo, folder, f"{_sandbox_url(port)}/dashboard" if own_stripe else None)

    serve(house, app, port, announce)


def with_defaults(environment: Mapping[str, str], folder: Path, port: int) -> dict[str, str]:
    """The environment of the embedded run: what the operator set, else what lets it run alone."""
    given = {name: value for name, value in environment.items() if value}
    url = f"http://127.0.0.1:{port}"
    defaults = {"PORCHLIGHT_PUBLIC_URL": url, "LOG_LEVEL": "WARNING", "PORCHLIGHT_EMBEDDED": "1"}
    defaults |= kept_secrets(folder) | {"OBJECT_STORE_URL": objects_url(folder)}
    if "SEAL_PKCS12" not in given:
        defaults["SEAL_PKCS12"] = str(kept_seal(folder))
    if "SMTP_URL" not in given:
        defaults["MAILBOX_DIR"] = str(folder / "mailbox")
    if "STRIPE_SECRET_KEY" not in given:
        defaults |= {"STRIPE_SECRET_KEY": "sk_test_embedded", "STRIPE_API_BASE": _sandbox_url(port)}
    blank = {name: "" for name in _MAY_BE_BLANK if environment.get(name) == ""}
    return defaults | given | blank | {"BROKER_URL": ""}


def kept_seal(folder: Path) -> Path:
    """The key that seals accepted estimates, made at the first start: what it has sealed is told by it for ever."""
    file = folder / "seal.p12"
    if not file.exists():
        from services.quotes.adapters.pades import new_key  # noqa: PLC0415 - half a second, at the first start only

        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_bytes(new_key("Porchlight", "", now=utc_now()))
        draft.replace(file)
    return file


def _port(environment: Mapping[str, str]) -> int:
    text = environment.get("PORCHLIGHT_PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - the highest TCP port
        message = f"PORCHLIGHT_PORT must be a port number from 1 to 65535, not {text!r}."
        raise ConfigurationError(message)
    return int(text)


def _sandbox_url(port: int) -> str:
    return f"http://127.0.0.1:{port}{_SANDBOX_PATH}"


def _with_sandbox(house: House, variables: Mapping[str, str], folder: Path, port: int) -> Starlette:
    sandbox = build_stripe_sandbox(
        database=folder / "stripe_sandbox.db",
        webhook_url=f"http://127.0.0.1:{port}/webhooks/stripe",
        webhook_secret=variables["STRIPE_WEBHOOK_SECRET"].split(",")[0],
        public_url=_sandbox_url(port),
    )
    sandbox.state.sandbox.ensure_account(STRIPE_ACCOUNT, "Sparkle Clean")
    sandbox.state.sandbox.start()
    house.closers.append(sandbox.state.sandbox.close)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with house.gateway.router.lifespan_context(house.gateway):
            yield

    app = Starlette(routes=[Mount(_SANDBOX_PATH, sandbox)], lifespan=lifespan)
    # No mount: its pattern ends at a line break, and the gateway is to answer whatever is asked.
    app.router.default = house.gateway
    return app


def _print_ready(demo: Demo, folder: Path, dashboard: str | None) -> None:
    try:
        shown = f"./{folder.relative_to(Path.cwd())}"
    except ValueError:
        shown = str(folder)
    payments = [f"  Payments  {dashboard}   a sandbox of Stripe's dashboard: refunds, disputes"] if dashboard else []
    lines = [
        "",
        "Porchlight is running.",
        "",
        *demo.lines(),
        *payments,
        "",
        f"Data is kept in {shown}. Ctrl-C stops.",
        "",
    ]
    sys.stdout.write(os.linesep.join(lines))
    sys.stdout.flush()
