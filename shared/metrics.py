"""Prometheus metrics that every process keeps. Names and labels carry no customer, workspace or token."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram(
    "porchlight_request_seconds",
    "Time to answer an HTTP request.",
    ("service", "method", "route", "status"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
EVENTS = Counter("porchlight_events_total", "Events applied, failed or dead.", ("service", "event", "outcome"))
EVENTS_SENT = Counter("porchlight_events_sent_total", "Events the relay handed over.", ("service",))
TASKS = Counter("porchlight_tasks_total", "Tasks done, failed or dead.", ("service", "task", "outcome"))
EVENT_LAG = Histogram(
    "porchlight_event_lag_seconds",
    "Time from an event's making to its being applied.",
    ("service",),
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 300, 3600),
)
UNSENT = Gauge(
    "porchlight_outbox_unsent", "Events, and tasks that are due, that have not left yet.", ("service", "kind")
)
WAITS = Gauge("porchlight_waits_for_a_person", "What nobody has seen to yet that a person has to.", ("service", "kind"))
INBOX = Gauge("porchlight_inbox_events", "Events that wait for another try, or are dead letters.", ("service", "state"))
