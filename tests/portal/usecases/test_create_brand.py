import threading
from pathlib import Path

import pytest

from services.portal.adapters.paper_logo import paper_logo
from services.portal.domain.logo import Logo
from services.portal.domain.workspace import Workspace
from services.portal.manifest import service
from services.portal.queries.brands import brands_of
from services.portal.usecases.change_account import change_account
from services.portal.usecases.change_brand import change_brand
from services.portal.usecases.create_brand import create_brand
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.service import Context
from tests.conftest import OpenService
from tests.support.services import published


def workspace_in(context: Context) -> Workspace:
    with context.database.begin() as session:
        owner = Owner("owner@evergreen.example", "hash")
        return create_workspace(session, slug="evergreen", company_name="Evergreen", owner=owner)


@pytest.mark.shows("BRD-1")
def test_of_brands_made_at_once_one_is_the_default(open_service: OpenService) -> None:
    context = open_service(service)
    workspace = workspace_in(context)

    def add(number: int) -> None:
        with context.database.begin() as session:
            create_brand(
                session, workspace_id=workspace.id, name=f"Brand {number}", accent_color="#1f6f54", is_default=True
            )

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with context.database.read() as session:
        brands = brands_of(session, workspace.id)
    assert len(brands) == 4
    assert [brand.is_default for brand in brands].count(True) == 1


@pytest.mark.shows("EVT-3")
def test_news_of_a_workspace_is_numbered_without_gaps(open_service: OpenService) -> None:
    context = open_service(service)
    workspace = workspace_in(context)

    for name in ("One", "Two"):
        with context.database.begin() as session:
            brand = create_brand(session, workspace_id=workspace.id, name=name, accent_color="#1f6f54", is_default=True)
    with context.database.begin() as session:
        change_brand(session, workspace_id=workspace.id, brand_id=brand.id, changes={"accent_color": "#123456"})

    assert [(event["sequence"], event["subject"]) for event in published(context)] == [
        (number, str(workspace.id)) for number in (1, 2, 3, 4)
    ]


@pytest.mark.shows("BRD-1", "EST-5")
def test_the_logo_is_told_with_the_brand_and_with_all_that_changes_later(open_service: OpenService) -> None:
    context = open_service(service)
    workspace = workspace_in(context)
    logo = Logo(Path("deploy/embedded/sparkle-clean.png").read_bytes(), "image/png")

    with context.database.begin() as session:
        create_brand(session, workspace_id=workspace.id, name="One", accent_color="#1f6f54", logo=logo)
    with context.database.begin() as session:
        change_account(
            session, workspace_id=workspace.id, by_owner=True, changes={"company_name": "Evergreen Exteriors"}
        )

    told = [event["data"]["logo_png"] for event in published(context, "WorkspaceChanged")]
    assert told[0] == told[1] == paper_logo(logo.content)
