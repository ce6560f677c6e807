"""The JSON API against its own document: made-up requests to every operation, with ids that exist and ids that do not."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.patience import SECONDS
from tests.support.story import Sent, open_office
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("OFF-2")

EXAMPLES = 5
"""Requests to each operation."""


@schemathesis.serializer("application/pdf")
def _as_bytes(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def sent(embedded_world: World) -> Iterator[Sent]:
    office = open_office(embedded_world)
    yield office.send()
    office.client.close()


@pytest.fixture(scope="module")
def api(sent: Sent) -> Any:
    """The document as the gateway gives it; every second request is for something that exists."""
    schema = schemathesis.openapi.from_url(f"{sent.office.world.url}/api/v1/openapi.json", wait_for_schema=SECONDS)
    existing, turn = _existing(sent), itertools.count()

    @schema.hook
    def map_path_parameters(_context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
        if path_parameters is None or next(turn) % 2:
            return path_parameters
        return {name: existing.get(name, value) for name, value in path_parameters.items()}

    return schema


def _existing(sent: Sent) -> dict[str, str]:
    """One of each: an open proposal with its link, and of another one what comes of signing."""
    signed = sent.office.send()
    assert signed.accept().status_code == 201
    invoice = eventually(signed.invoice, "the deposit is invoiced")
    job = sent.office.call("GET", "/jobs")["items"][0]
    return {
        "estimate_id": sent.estimate_id,
        "customer_id": sent.customer["customer_id"],
        "token": sent.token,
        "slug": sent.office.slug,
        "invoice_id": invoice["invoice_id"],
        "job_id": job["job_id"],
    }


def test_every_answer_is_one_that_the_document_names(api: Any, sent: Sent) -> None:
    headers = {"authorization": sent.office.client.headers["authorization"]}

    broken = [said for found in api.get_all_operations() for said in _broken_promises(found.ok(), headers)]

    assert broken == [], "\n\n".join(broken)


def _broken_promises(operation: Any, headers: dict[str, str]) -> list[str]:
    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=_CHECKS, timeout=SECONDS)

    try:
        ask()
    except (FailureGroup, Failure) as failed:
        return [f"{operation.label}: {failed}"]
    return []
