"""On both kinds of database: what only a database can promise."""

import threading

import pytest

from services.portal.domain.errors import SlugTaken
from services.portal.manifest import service
from services.portal.queries.staff import staff_by_email
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.errors import PorchlightError
from shared.service import Context
from tests.conftest import OpenService
from tests.support.services import published


def sign_up(context: Context, slug: str, email: str) -> None:
    with context.database.begin() as session:
        create_workspace(session, slug=slug, company_name="Evergreen", owner=Owner(email, "hash"))


@pytest.mark.shows("ACC-1")
def test_a_slug_is_taken_once(open_service: OpenService) -> None:
    context = open_service(service)
    sign_up(context, "evergreen", "one@evergreen.example")

    with pytest.raises(SlugTaken):
        sign_up(context, "evergreen", "two@evergreen.example")

    assert len(published(context, "WorkspaceCreated")) == 1


def test_an_address_may_own_several_workspaces(open_service: OpenService) -> None:
    context = open_service(service)
    sign_up(context, "evergreen", "One@evergreen.example")

    sign_up(context, "another", " one@EVERGREEN.example ")

    with context.database.read() as session:
        owned = staff_by_email(session, "one@evergreen.example", limit=9)
    assert [slug for _, slug in owned] == ["evergreen", "another"]


@pytest.mark.shows("ACC-1")
def test_of_many_who_want_a_slug_at_once_one_gets_it(open_service: OpenService) -> None:
    context = open_service(service)
    refused: list[PorchlightError] = []

    def rush(number: int) -> None:
        try:
            sign_up(context, "evergreen", f"{number}@evergreen.example")
        except PorchlightError as error:
            refused.append(error)

    threads = [threading.Thread(target=rush, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(error) for error in refused] == [SlugTaken] * 5
    assert len(published(context, "WorkspaceCreated")) == 1
