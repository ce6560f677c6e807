"""A portal that goes on while its files are replaced by those of another release."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from services.portal.pages.rendering import environment
from tests.portal.conftest import House


def test_no_page_is_made_from_a_template_that_was_put_in_place_since(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house.open("evergreen")

    with TestClient(house.app) as browser:
        monkeypatch.setattr(environment().loader, "searchpath", [str(tmp_path)])
        answers = [browser.get("/portal/evergreen"), browser.get("/office/login"), browser.get("/nowhere")]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
