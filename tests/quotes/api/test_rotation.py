"""Keys that come and go: what becomes of the links that are out."""

from pathlib import Path

import pytest

from services.__main__ import main
from services.quotes.manifest import service
from shared.runtime.embedded import kept_secrets
from shared.runtime.keys import Keys
from shared.service import Context
from shared.tokens import key_id
from tests.conftest import OpenService
from tests.quotes.office import Office, Visitor, gutters, open_workspace, restarted
from tests.support.services import SECRETS

pytestmark = pytest.mark.shows("LNK-2")


RING = ("CUSTOMER_TOKEN_SECRET", "CUSTOMER_TOKEN_SECRETS_PREVIOUS")


def ring(folder: Path) -> dict[str, str]:
    """The keys that an embedded run in that folder starts with."""
    return {name: value for name, value in kept_secrets(folder).items() if name in RING}


def link_of(context: Context, estimate_id: str) -> str:
    """The token of the link as it is made now."""
    link: str = Office(context).get(f"/estimates/{estimate_id}/link")["link"]
    return link.rpartition("/")[2]


def statuses(context: Context, tokens: list[str]) -> list[int]:
    """What becomes of whoever opens each of them."""
    visitor = Visitor(context)
    return [visitor.ask("GET", f"/public/links/{token}").status_code for token in tokens]


@pytest.fixture
def keys() -> Keys:
    return Keys(SECRETS["CUSTOMER_TOKEN_SECRET"], (), None)


def test_three_rotations_break_no_link_and_retiring_a_key_breaks_its_own(open_service: OpenService, keys: Keys) -> None:
    context = open_service(service, **keys.variables)
    open_workspace(context)
    estimate_id = Office(context).sent(gutters(), public_token=False)["estimate_id"]
    tokens = {key_id(keys.current): Office(context).get(f"/estimates/{estimate_id}/link")["link"].rpartition("/")[2]}
    with_token = Office(context).sent(gutters())["token"]
    for _ in range(3):
        keys = keys.rotated()
        context = restarted(context, **keys.variables)
        link = Office(context).get(f"/estimates/{estimate_id}/link")["link"]
        tokens[key_id(keys.current)] = link.rpartition("/")[2]

    opened = {kid: Visitor(context).ask("GET", f"/public/links/{token}").status_code for kid, token in tokens.items()}
    retired = keys.ids[2]
    after = Visitor(restarted(context, **keys.without(retired).variables))

    assert list(opened.values()) == [200] * 4
    assert {kid: after.ask("GET", f"/public/links/{token}").status_code for kid, token in tokens.items()} == {
        kid: 404 if kid == retired else 200 for kid in tokens
    }
    assert after.ask("GET", f"/public/links/{with_token}").status_code == 200


def test_the_previous_keys_count_even_while_there_is_no_current_one(open_service: OpenService, keys: Keys) -> None:
    context = open_service(service, **keys.variables)
    open_workspace(context)
    token = Office(context).sent(gutters(), public_token=False)["token"]

    without = restarted(context, CUSTOMER_TOKEN_SECRET="", CUSTOMER_TOKEN_SECRETS_PREVIOUS=keys.current)

    assert Visitor(without).page(token)["number"] == "E-1001"


def test_what_the_command_does_to_the_keys_is_what_becomes_of_the_links(
    open_service: OpenService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in RING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORCHLIGHT_DATA", str(tmp_path))
    context = open_service(service, **ring(tmp_path))
    open_workspace(context)
    estimate_id = Office(context).sent(gutters(), public_token=False)["estimate_id"]
    tokens = [link_of(context, estimate_id)]
    for _ in range(3):
        assert main(["keys", "rotate"]) == 0
        tokens.append(link_of(restarted(context, **ring(tmp_path)), estimate_id))

    opened = statuses(restarted(context, **ring(tmp_path)), tokens)
    retired = key_id(ring(tmp_path)["CUSTOMER_TOKEN_SECRETS_PREVIOUS"].split(",")[-1])
    assert main(["keys", "retire", retired]) == 0
    after = statuses(restarted(context, **ring(tmp_path)), tokens)

    assert (opened, after) == ([200] * 4, [404, 200, 200, 200])
