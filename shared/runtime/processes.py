"""One service's processes in production: api, consumer, relay, worker, beat; and the small server that tells how they are."""

import signal
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST

from shared.database.migrate import migrate as migrate_database
from shared.logging import configure_logging
from shared.messaging import rabbit
from shared.messaging.consumer import consume
from shared.messaging.relay import run_relay
from shared.messaging.retries import run_retries
from shared.runtime.memory import collect_less
from shared.service import Context, Service, open_context
from shared.settings import ConfigurationError, load
from shared.tasks.celery import TaskSender, build_celery, run_beat, run_worker
from shared.web.app import build_api
from shared.web.health import measured, not_ready

log = structlog.get_logger()

PROCESSES = ("api", "consumer", "relay", "worker", "beat")


def open_service(service: Service, environment: Mapping[str, str], *, pool_size: int = 1) -> Context:
    """The service's context from the environment; raises `ConfigurationError`. Sets up logging.

    `pool_size` is the most connections it will hold to PostgreSQL: a transaction never needs a second one.
    """
    settings = load(service.settings, environment)
    configure_logging(settings.log_level)
    return open_context(service, settings, pool_size=pool_size)


def broker_url(context: Context) -> str:
    """The broker's URL; raises `ConfigurationError` where there is none: only the embedded run can do without."""
    url: str | None = context.settings.broker_url
    if url is None:
        message = "BROKER_URL is not set; without RabbitMQ run all services in one process with 'porchlight up'."
        raise ConfigurationError(message)
    return url


def run_process(service: Service, process: str, environment: Mapping[str, str]) -> None:
    """Runs one process of `service` until SIGTERM or SIGINT."""
    runners: dict[str, Callable[[Service, Mapping[str, str]], None]] = {
        "api": run_api,
        "consumer": run_consumer,
        "relay": run_relay_process,
        "worker": run_worker_process,
        "beat": run_beat_process,
    }
    runners[process](service, environment)


def migrate(service: Service, environment: Mapping[str, str]) -> None:
    """Brings database and broker to what this release needs: tables, and the queues that events must find."""
    context = open_service(service, environment)
    migrate_database(context)
    if context.settings.broker_url:
        rabbit.declare(context.settings.broker_url, service)
    context.database.close()


def run_api(service: Service, environment: Mapping[str, str]) -> None:
    """Serves the service's HTTP application on `HOST`:`PORT`."""
    context = open_service(service, environment, pool_size=8)
    host, port = environment.get("HOST", "127.0.0.1"), _number(environment, "PORT", 8000)
    app = build_api(context)
    collect_less()
    uvicorn.run(
        app,
        proxy_headers=False,  # the gateway reads them itself, from proxies it was told to trust
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    context.database.close()


def run_consumer(service: Service, environment: Mapping[str, str]) -> None:
    context, stop = open_service(service, environment, pool_size=2), stop_on_signal()
    url = broker_url(context)
    serve_health(context, environment)
    retries = threading.Thread(target=run_retries, args=(context, stop), name="retries", daemon=True)
    retries.start()
    collect_less()
    consume(context, url, stop)
    retries.join(timeout=5)
    context.database.close()


def run_relay_process(service: Service, environment: Mapping[str, str]) -> None:
    context, stop = open_service(service, environment, pool_size=3), stop_on_signal()
    url = broker_url(context)
    serve_health(context, environment)
    sender = TaskSender(build_celery(service, url))
    collect_less()
    run_relay(context, rabbit.RabbitBus(url, sender.send), stop)
    sender.close()
    context.database.close()


def run_worker_process(service: Service, environment: Mapping[str, str]) -> None:
    context = open_service(service, environment)
    url = broker_url(context)
    serve_health(context, environment)
    app = build_celery(service, url, lambda: open_service(service, environment))
    run_worker(app, concurrency=_number(environment, "WORKER_CONCURRENCY", 2))


def run_beat_process(service: Service, environment: Mapping[str, str]) -> None:
    context = open_service(service, environment)
    url = broker_url(context)
    serve_health(context, environment)
    run_beat(build_celery(service, url))


def stop_on_signal() -> threading.Event:
    """An event that is set at SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def serve_health(context: Context, environment: Mapping[str, str]) -> None:
    """Answers /healthz, /readyz and /metrics on `HEALTH_PORT` for a process without an HTTP application; 0 or unset: not."""
    port = _number(environment, "HEALTH_PORT", 0)
    if not port:
        return

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = _health_answer(context, self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Probes are not logged."""

    server = ThreadingHTTPServer((environment.get("HOST", "127.0.0.1"), port), Handler)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()


def _health_answer(context: Context, path: str) -> tuple[int, str, bytes]:
    if path == "/healthz":
        return 200, "text/plain", b"live\n"
    if path == "/readyz":
        reasons = not_ready(context)
        return (503, "text/plain", "\n".join(reasons).encode()) if reasons else (200, "text/plain", b"ready\n")
    if path == "/metrics":
        return 200, CONTENT_TYPE_LATEST, measured([context])
    return 404, "text/plain", b"There is nothing here.\n"


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdigit():
        message = f"{name} must be a whole number, not {text!r}."
        raise ConfigurationError(message)
    return int(text)
