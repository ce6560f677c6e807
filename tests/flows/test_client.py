"""The typed client that is generated from the JSON API's own document, used as an integrator would."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.client import make_client
from tests.support.patience import SECONDS
from tests.support.story import PASSWORD, Office, open_office
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("OFF-2")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("client") / "porchlight-client"
    make_client(folder)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture
def office(embedded_world: World) -> Iterator[Office]:
    opened = open_office(embedded_world)
    yield opened
    opened.client.close()


def test_a_program_signs_in_puts_a_customer_on_file_once_and_reads_it_back(generated: Path, office: Office) -> None:
    credentials = _part("models").TokenRequest(email=office.email, password=PASSWORD)
    with _part("client").Client(office.world.url, timeout=SECONDS) as anonymous:
        token = _part("api.auth.portal_issue_token").sync(client=anonymous, body=credentials).access_token
    new = _part("models").NewCustomer(name="Dana Fox", email="dana@example.com")
    register = _part("api.customers.quotes_register").sync

    with _part("client").AuthenticatedClient(office.world.url, token=token, timeout=SECONDS) as client:

        def put_on_file() -> Any:
            answer = register(client=client, body=new, idempotency_key="a-key-of-mine")
            return answer if hasattr(answer, "customer_id") else None

        first = eventually(put_on_file, "the workspace is known to quotes")
        again = put_on_file()
        found = _part("api.customers.quotes_customers").sync(client=client)

    assert again.customer_id == first.customer_id
    assert [(one.customer_id, one.name) for one in found.items] == [(first.customer_id, "Dana Fox")]


def test_a_program_with_an_api_key_needs_no_password_and_is_told_what_its_key_lacks(
    generated: Path, office: Office
) -> None:
    customer = office.add_customer()
    made = office.call("POST", "/api-keys", {"name": "Report", "scopes": ["customers:read"]}, expect=201)

    with _part("client").AuthenticatedClient(office.world.url, token=made["key"], timeout=SECONDS) as client:
        found = _part("api.customers.quotes_customers").sync(client=client)
        refused = _part("api.leads.quotes_leads").sync(client=client)

    assert [str(one.customer_id) for one in found.items] == [customer["customer_id"]]
    assert (refused.status, refused.code, refused["scope"]) == (403, "insufficient_scope", "leads:read")


def test_a_refusal_reaches_the_program_as_a_problem_that_names_the_field(generated: Path, office: Office) -> None:
    token = office.client.headers["authorization"].split()[1]
    nameless = _part("models").NewCustomer(name="", email="dana@example.com")

    with _part("client").AuthenticatedClient(office.world.url, token=token, timeout=SECONDS) as client:
        refused = _part("api.customers.quotes_register").sync(client=client, body=nameless)

    assert (refused.status, refused.code, [one.field for one in refused.errors]) == (422, "invalid_text", ["name"])


def test_the_client_is_typed_and_can_be_installed(generated: Path) -> None:
    package = generated / "porchlight_client"

    assert (package / "py.typed").exists()
    assert 'name = "porchlight-client"' in (generated / "pyproject.toml").read_text()


def _part(name: str) -> Any:
    return importlib.import_module(f"porchlight_client.{name}")
