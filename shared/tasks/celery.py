"""One Celery application per service. Only the relay sends to it, only its worker reads from it, beat sends the schedules."""

import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

import celery
import kombu
from celery import signals

from shared.messaging.outbox import TaskCall
from shared.messaging.rabbit import collapse
from shared.service import Context, Service
from shared.tasks.run import run_task, scheduled

_RUN = "run"


def build_celery(service: Service, broker_url: str, open_context: Callable[[], Context] | None = None) -> celery.Celery:
    """The service's Celery application; with `open_context` (a worker) it can also run the tasks."""
    app = celery.Celery(f"porchlight.{service.name}", broker=broker_url, set_as_current=False)
    name = f"porchlight.{service.name}.tasks"
    tasks_queue = kombu.Queue(
        name, kombu.Exchange(name, type="direct"), name, queue_arguments={"x-queue-type": "quorum"}
    )
    app.conf.update(
        broker_transport_options={"read_timeout": 5, "write_timeout": 5, "connect_timeout": 5, "confirm_publish": True},
        broker_heartbeat=10,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_queues=[tasks_queue],
        task_default_queue=name,
        task_default_exchange=name,
        task_default_routing_key=name,
        task_default_queue_type="quorum",
        worker_detect_quorum_queues=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_soft_shutdown_timeout=20,
        worker_hijack_root_logger=False,
        # Remote control would need a queue named after the host: two workers on one machine take it from each other.
        worker_enable_remote_control=False,
        task_create_missing_queues=False,
        beat_schedule={
            schedule.task: {
                "task": _RUN,
                "schedule": schedule.every,
                "args": ["", schedule.task, ""],
                # While no worker runs these would pile up, each doing what the next one does as well.
                "options": {"expires": max(schedule.every, 30)},
            }
            for schedule in service.schedules
        },
    )
    _register(app, open_context)
    return app


def _register(app: celery.Celery, open_context: Callable[[], Context] | None) -> None:
    opened: dict[int, Context] = {}

    def context() -> Context:
        # Each child of the worker's pool opens its own: a connection must not be shared across a fork.
        if open_context is None:
            message = "This process sends tasks and runs none."
            raise RuntimeError(message)
        if os.getpid() not in opened:
            opened[os.getpid()] = open_context()
        return opened[os.getpid()]

    @app.task(name=_RUN, shared=False)
    def run(task_id: str, name: str, body: str) -> None:
        call = TaskCall.from_json(UUID(task_id), name, body) if body else scheduled(name)
        run_task(context(), call)


class TaskSender:
    """Sends tasks over one connection. Celery's own pool tries for long to reach a broker, or to leave a silent one."""

    def __init__(self, app: celery.Celery) -> None:
        self._app = app
        self._producer: kombu.Producer | None = None

    def send(self, call: TaskCall) -> None:
        """Returns once the broker has confirmed it; raises when it has not."""
        try:
            arguments = [str(call.id), call.name, call.to_json()]
            self._app.send_task(_RUN, args=arguments, task_id=str(call.id), retry=False, producer=self._open())
        except BaseException:
            # What became of it is unknown: a connection used again might take a late confirm for that of the next.
            self.close()
            raise

    def _open(self) -> kombu.Producer:
        if self._producer is None:
            connection = self._app.connection_for_write()
            connection.connect()
            self._producer = self._app.amqp.Producer(connection)
        return self._producer

    def close(self) -> None:
        """Drops the connection; the next task opens another."""
        producer, self._producer = self._producer, None
        if producer is not None:
            collapse(producer.connection)


def run_worker(app: celery.Celery, concurrency: int) -> None:
    """Runs the service's tasks until told to stop."""

    @signals.setup_logging.connect(weak=False)
    def keep_our_logging(**_: Any) -> None:
        """Celery must not replace the JSON log."""

    arguments = [
        "worker",
        "--pool=prefork",
        f"--concurrency={concurrency}",
        "--without-gossip",
        "--without-mingle",
        f"--hostname={app.main}.{os.getpid()}@%h",
    ]
    app.worker_main([*arguments, "--loglevel=WARNING"])


def run_beat(app: celery.Celery) -> None:
    """Sends the service's schedules until told to stop."""

    @signals.setup_logging.connect(weak=False)
    def keep_our_logging(**_: Any) -> None:
        """Celery must not replace the JSON log."""

    app.Beat(scheduler_cls="celery.beat:Scheduler", loglevel="WARNING").run()
