"""The doctor says who may open a workspace here."""

from pathlib import Path

import pytest

from services.portal.manifest import service
from services.portal.settings import Settings
from shared.runtime.doctor import examine
from shared.settings import ConfigurationError, load
from tests.support.services import SECRETS, sqlite_url

pytestmark = pytest.mark.shows("OPS-3")


def about_sign_up(folder: Path, **environment: str) -> tuple[bool, str]:
    given = SECRETS | {"PORTAL_DATABASE_URL": sqlite_url(folder, "portal")} | environment
    found = [finding for finding in examine(service, given) if "SIGN_UP" in finding.text]
    assert len(found) == 1
    return found[0].ok, found[0].text


@pytest.mark.parametrize("value", ["", "open"])
def test_where_nothing_is_said_it_is_open_and_the_way_out_is_named(tmp_path: Path, value: str) -> None:
    is_well, text = about_sign_up(tmp_path, SIGN_UP=value)

    assert is_well
    assert "whoever reaches this portal may open a workspace" in text
    assert "SIGN_UP=closed ends that" in text


def test_where_it_is_closed_the_command_is_named(tmp_path: Path) -> None:
    assert "'porchlight workspace create' alone" in about_sign_up(tmp_path, SIGN_UP="closed")[1]


@pytest.mark.parametrize("value", ["maybe", "OPEN", "true", "0"])
def test_what_is_neither_stops_the_start(value: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^SIGN_UP must be open or closed\.$"):
        load(Settings, SECRETS | {"PORTAL_DATABASE_URL": "sqlite://", "SIGN_UP": value})
