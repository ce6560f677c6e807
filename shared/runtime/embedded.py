"""The embedded run: all services in one process, on SQLite files and the local bus. The same code, handlers and tasks."""

import fcntl
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from shared.database.migrate import migrate
from shared.messaging.local import LocalBus
from shared.messaging.relay import run_relay
from shared.messaging.retries import run_retries
from shared.runtime.memory import collect_less
from shared.service import Context, Service, open_context
from shared.settings import ConfigurationError, load
from shared.tasks.run import run_task, scheduled
from shared.web.app import build_api

log = structlog.get_logger()

TASK_THREADS = 4
_SECRET_NAMES = (
    "SERVICE_TOKEN_SECRET",
    "STAFF_TOKEN_SECRET",
    "CUSTOMER_TOKEN_SECRET",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_KEYS_SECRET",
)


@dataclass
class House:
    """All services at work in this process. `start` what runs in the background, `close` ends it cleanly."""

    contexts: list[Context]
    apps: dict[str, FastAPI]
    gateway: FastAPI
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    closers: list[Callable[[], object]] = field(default_factory=list)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(TASK_THREADS, "task"))

    def start(self) -> None:
        for context in self.contexts:
            bus = LocalBus(context, self.contexts, self.pool)
            self._spawn(f"relay-{context.service.name}", partial(run_relay, context, bus, self.stop))
            self._spawn(f"retries-{context.service.name}", partial(run_retries, context, self.stop))
        self._spawn("schedules", self._run_schedules)

    def _spawn(self, name: str, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        thread.start()
        self.threads.append(thread)

    def _run_schedules(self) -> None:
        due = {
            (context.service.name, plan.task): 0.0 for context in self.contexts for plan in context.service.schedules
        }
        while not self.stop.wait(0.5):
            for context in self.contexts:
                for plan in context.service.schedules:
                    key = (context.service.name, plan.task)
                    if time.monotonic() >= due[key]:
                        due[key] = time.monotonic() + plan.every
                        self.pool.submit(run_task, context, scheduled(plan.task))

    def close(self) -> None:
        """Lets tasks and relays finish what they hold; whatever is left is in the databases."""
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=5)
        self.pool.shutdown(wait=True, cancel_futures=True)
        for close in self.closers:
            close()
        for context in self.contexts:
            context.database.close()


def build_house(services: Sequence[Service], environment: Mapping[str, str], folder: Path) -> House:
    """Opens, migrates and joins all `services` on databases in `folder`; raises `ConfigurationError`."""
    contexts = [_open(service, environment, folder) for service in services]
    apps = {context.service.name: build_api(context) for context in contexts}
    as_asgi: dict[str, ASGIApp] = dict(apps)
    for context in contexts:
        migrate(context)
        context.service.join(context, as_asgi)
    gateway = next(apps[context.service.name] for context in contexts if context.service.public)
    gateway.state.measured = contexts  # nobody can ask the others
    return House(contexts, apps, gateway)


def _open(service: Service, environment: Mapping[str, str], folder: Path) -> Context:
    default = {f"{service.name.upper()}_DATABASE_URL": f"sqlite:///{folder.resolve()}/{service.name}.db"}
    return open_context(service, load(service.settings, default | dict(environment)))


def data_folder(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("PORCHLIGHT_DATA") or ".porchlight").resolve()


def environment_for_tools(environment: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """What `dlq` and the like need: the operator's environment, completed from the embedded run's folder if there is one."""
    folder = data_folder(environment)
    if not secrets_file(folder).exists():
        return dict(environment)
    files = {f"{name.upper()}_DATABASE_URL": f"sqlite:///{folder}/{name}.db" for name in names}
    files["OBJECT_STORE_URL"] = objects_url(folder)
    return files | kept_secrets(folder) | {name: value for name, value in environment.items() if value}


def objects_url(folder: Path) -> str:
    """Where the embedded run keeps files."""
    return (folder / "objects").as_uri()


def secrets_file(folder: Path) -> Path:
    return folder / "secrets.json"


def kept_secrets(folder: Path) -> dict[str, str]:
    """The secrets of this data folder, made at the first start: links sent before a restart must open after it."""
    file = secrets_file(folder)
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in _SECRET_NAMES if name not in kept]
    if missing:
        kept |= {name: secrets.token_hex(32) for name in missing}
        keep_secrets(folder, kept)
    return kept


def keep_secrets(folder: Path, kept: Mapping[str, str]) -> None:
    """Has the data folder keep these from the next start on: all of them or, whatever happens meanwhile, those before."""
    draft = secrets_file(folder).with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(kept, indent=2))
    draft.replace(secrets_file(folder))


def lock_folder(folder: Path) -> int:
    """Makes this process the only one on `folder` (until it ends); raises `ConfigurationError` when it is not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        message = f"PORCHLIGHT_DATA: {folder} cannot be used ({error.strerror}); name a folder that can be written."
        raise ConfigurationError(message) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        message = f"PORCHLIGHT_DATA: {folder} is in use by another run; stop that one or name another folder."
        raise ConfigurationError(message) from None
    return handle


def require_free(port: int) -> None:
    """Raises `ConfigurationError` when something else listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"PORCHLIGHT_PORT: port {port} cannot be used ({error.strerror}); name another one."
            raise ConfigurationError(message) from None


def serve(house: House, app: ASGIApp, port: int, on_ready: Callable[[], None]) -> None:
    """Serves `app` on loopback until Ctrl-C; once it answers, has `house` work and calls `on_ready` on a thread."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)

    def begin() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.01)
        if server.started:
            # Not before: tasks that a crash has left call stand-ins that this very server has, and would find nobody there.
            house.start()
            on_ready()

    collect_less()
    threading.Thread(target=begin, name="begin", daemon=True).start()
    try:
        server.run()
    except KeyboardInterrupt:
        log.debug("interrupted")
    finally:
        house.close()
