"""Logs: one JSON object a line on stderr, an event name plus keys, no personal data and no secrets."""

import logging
import re
import sys
from typing import Any

import structlog

from shared import causality

_SECRET_KEYS = re.compile(
    r"token|secret|password|authorization|signature|cookie|email|phone|address|name_typed", re.IGNORECASE
)
_SECRET_PATHS = re.compile(
    r"(/(?:quote|l|r|u|public/links|verify|customer/login|office/join|office/reset|webhooks/stripe)/)[^/?\s]+"
)


def mask(text: str) -> str:
    """`text` with what follows a link's prefix (such as /quote/) replaced: whoever reads logs must not open links."""
    return _SECRET_PATHS.sub(r"\1***", text)


def _redact(_logger: Any, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key, value in line.items():
        if _SECRET_KEYS.search(key):
            line[key] = "***"
        elif isinstance(value, str):
            line[key] = mask(value)
    return line


def configure_logging(level: str) -> None:
    """Sets up structlog and the standard library's logging alike; call once per process."""
    shared: list[structlog.typing.Processor] = [
        causality.add_log_keys,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(default=str)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(default=str),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(
        handlers=[handler], level=max(logging.getLevelNamesMapping()[level], logging.WARNING), force=True
    )
