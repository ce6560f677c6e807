"""All of Porchlight, running: one process on SQLite (`embedded`), or 25 on PostgreSQL and RabbitMQ (`processes`)."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import make_url

from shared.runtime.processes import PROCESSES
from tests.support import buses, services
from tests.support.proxy import Proxy

NAMES = ("portal", "quotes", "billing", "notifications", "referrals")
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Running:
    """One child process that is started again when it dies, as an operator's supervisor would."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    root: Path = ROOT
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, cwd=self.root, start_new_session=True
            )

    def revive(self) -> bool:
        """Starts it again if it has died; whether it had."""
        if self.child is not None and self.child.poll() is None:
            return False
        self.start()
        return True

    def kill(self) -> None:
        """Kill -9 of the process and its children."""
        if self.child is not None and self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait(10)

    def stop(self) -> int:
        """Ends it politely; returns its exit code."""
        if self.child is None:
            return 0
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.child.wait()


@dataclass
class World:
    """Where it answers, what it has mailed, and its processes by name, such as `quotes-relay`."""

    kind: str
    url: str
    folder: Path
    mailbox: Path
    stripe: str
    parts: dict[str, Running] = field(default_factory=dict)
    broker: Proxy | None = None
    database: Proxy | None = None

    def start(self) -> None:
        try:
            for part in self.parts.values():
                part.start()
            self.wait_until_ready()
        except BaseException:
            self.close()
            raise

    def wait_until_ready(self, seconds: float = 240) -> None:
        deadline = time.monotonic() + seconds
        while not self._answers():
            for name, part in self.parts.items():
                if part.child is not None and part.child.poll() not in {None, -signal.SIGKILL}:
                    message = f"{name} ended: {part.log.read_text()[-2000:]}"
                    raise AssertionError(message)
            assert time.monotonic() < deadline, f"nothing answers at {self.url}"
            time.sleep(0.1)

    def _answers(self) -> bool:
        urls = [self.url, *(part.environment.get("OWN_URL", self.url) for part in self.parts.values())]
        try:
            return all(httpx.get(f"{url}/readyz", timeout=5).is_success for url in set(urls))
        except httpx.TransportError:
            return False

    def revive(self) -> list[str]:
        """Starts again whatever has died; returns the names."""
        return [name for name, part in self.parts.items() if part.revive()]

    def close(self) -> None:
        for part in self.parts.values():
            if part.child is not None and part.child.poll() is None:
                part.child.send_signal(signal.SIGTERM)
        for part in self.parts.values():
            part.stop()
        for proxy in (self.broker, self.database):
            if proxy is not None:
                proxy.close()

    def database_urls(self) -> list[str]:
        """Where the services' databases are, for psycopg."""
        variables = next(iter(self.parts.values())).environment
        urls = [url for name, url in sorted(variables.items()) if name.endswith("_DATABASE_URL")]
        return [url.replace("+psycopg", "") for url in urls]

    def mails(self, to: str | None = None) -> list[dict[str, Any]]:
        """Every message that left, oldest first."""
        files = sorted(self.mailbox.glob("*.json")) if self.mailbox.exists() else []
        found = [json.loads(file.read_text()) for file in files]
        return [mail for mail in found if to is None or mail["to"] == to]


def eventually(condition: Callable[[], Any], what: str, seconds: float = 90.0) -> Any:
    """Waits until `condition()` gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, f"not in {seconds:.0f} s: {what}"
        time.sleep(0.05)


def embedded(
    folder: Path, *, launcher: tuple[str, ...] = ("-m", "services"), root: Path = ROOT, **environment: str
) -> World:
    """The run of `porchlight up`, with the code in `root`."""
    port = free_port()
    own = {"PORCHLIGHT_DATA": str(folder), "PORCHLIGHT_PORT": str(port), "PYTHONPATH": str(root)}
    variables = _inherited() | own | environment
    world = World(
        "embedded", f"http://127.0.0.1:{port}", folder, folder / "mailbox", f"http://127.0.0.1:{port}/dev/stripe"
    )
    world.parts["up"] = Running([sys.executable, *launcher, "up"], variables, folder.parent / "embedded.log", root)
    return world


def processes(
    folder: Path,
    prefix: str,
    *,
    launcher: tuple[str, ...] = ("-m", "services"),
    database: Proxy | None = None,
    **environment: str,
) -> World:
    """Every process of every service, on databases named after `prefix`, reached over a proxy in front of RabbitMQ.

    With `database`, a proxy in front of PostgreSQL, they reach that over it, too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    broker = Proxy(("127.0.0.1", 5672))
    ports = {name: free_port() for name in NAMES}
    stripe_port = free_port()
    variables = _shared_environment(folder, prefix, ports, stripe_port, broker) | environment
    if database is not None:
        variables |= {name: _behind(database, url) for name, url in variables.items() if name.endswith("_DATABASE_URL")}
    stripe = f"http://127.0.0.1:{stripe_port}"
    world = World("processes", f"http://127.0.0.1:{ports['portal']}", folder, folder / "mailbox", stripe)
    world.broker, world.database = broker, database
    for name in NAMES:
        subprocess.run([sys.executable, "-m", "services", "migrate", name], env=variables, cwd=ROOT, check=True)
        for process in PROCESSES:
            own = {"PORT": str(ports[name]), "OWN_URL": f"http://127.0.0.1:{ports[name]}"} if process == "api" else {}
            command = [sys.executable, *launcher, "serve", name, process]
            world.parts[f"{name}-{process}"] = Running(command, variables | own, folder / f"{name}-{process}.log")
    world.parts["stripe"] = Running(_stripe_command(folder, stripe_port, world.url), variables, folder / "stripe.log")
    return world


def _shared_environment(
    folder: Path, prefix: str, ports: dict[str, int], stripe_port: int, proxy: Proxy
) -> dict[str, str]:
    variables = _inherited() | services.SECRETS
    for name in NAMES:
        _drop_database(f"{prefix}_{name}")
        variables[f"{name.upper()}_DATABASE_URL"] = services.postgres_database(f"{prefix}_{name}")
        variables[f"{name.upper()}_URL"] = f"http://127.0.0.1:{ports[name]}"
    _empty_queues()
    return variables | {
        "PYTHONPATH": str(ROOT),
        "BROKER_URL": f"amqp://guest:guest@127.0.0.1:{proxy.port}//",
        "PORCHLIGHT_PUBLIC_URL": f"http://127.0.0.1:{ports['portal']}",
        "MAILBOX_DIR": str(folder / "mailbox"),
        "STRIPE_SECRET_KEY": "sk_test_flows",
        "STRIPE_API_BASE": f"http://127.0.0.1:{stripe_port}",
        "STRIPE_WEBHOOK_SECRET": "whsec_flows_0123456789abcdef0123456789abcdef",
        "WORKER_CONCURRENCY": "1",
        "LOG_LEVEL": "INFO",
    }


def _behind(proxy: Proxy, url: str) -> str:
    return make_url(url).set(port=proxy.port).render_as_string(hide_password=False)


def _empty_queues() -> None:
    """Queues are named alike everywhere: a clean start deletes what an earlier run left in them."""
    from services.__main__ import service

    for name in NAMES:
        buses.remove_queues(service(name))
        buses.remove_queue(f"porchlight.{name}.tasks")


def _inherited() -> dict[str, str]:
    """Our environment without addresses of other servers, and with compiled sources kept between processes."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.endswith("_URL") and name != "PYTHONDONTWRITEBYTECODE"
    }


def _drop_database(name: str) -> None:
    import psycopg

    with psycopg.connect(services.POSTGRES_ADMIN, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _stripe_command(folder: Path, port: int, url: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "deploy.embedded.stripe_sandbox",
        f"--port={port}",
        f"--database={folder / 'stripe.db'}",
        f"--webhook-url={url}/webhooks/stripe",
        "--webhook-secret=whsec_flows_0123456789abcdef0123456789abcdef",
    ]
