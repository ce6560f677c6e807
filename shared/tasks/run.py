"""One way to run a task, whoever carries it."""

import structlog

from shared.causality import Cause, begin, caused_by
from shared.ids import new_id
from shared.messaging.outbox import TaskCall
from shared.metrics import TASKS
from shared.service import Context
from shared.tasks.rows import begin_attempt, finish_task

log = structlog.get_logger()


def run_task(context: Context, call: TaskCall) -> None:
    """Runs `call` and records how it ended; a failure is retried after a delay, never lost. Does not raise for one."""
    keys = {"service": context.service.name, "task": call.name, "task_id": str(call.id)}
    cause = Cause(call.cause.correlation_id, str(call.id), call.cause.traceparent)
    with caused_by(cause, **keys):
        if begin_attempt(context, call.id):
            finish_task(context, call.id, _attempt(context, call))


def _attempt(context: Context, call: TaskCall) -> Exception | None:
    try:
        context.service.tasks[call.name](context, **call.arguments)
    except Exception as error:
        TASKS.labels(context.service.name, call.name, "failed").inc()
        log.warning("task_failed", exc_info=True)
        return error
    TASKS.labels(context.service.name, call.name, "done").inc()
    log.info("task_done")
    return None


def scheduled(name: str) -> TaskCall:
    """The call of a schedule: it has no outbox row, since the next beat brings the next one."""
    return TaskCall(new_id(), name, {}, begin())
