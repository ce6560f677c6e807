"""What the portal tells of businesses."""

from typing import Any

import pytest

from services.quotes.domain.workspace import Workspace
from services.quotes.queries.workspaces import get_workspace
from shared.events.portal import WorkspaceChanged, WorkspaceCreated
from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import WORKSPACE, Office, gutters
from tests.support.services import deliver

KNOWN: dict[str, Any] = {
    "slug": "bright-0001",
    "company_name": "Brighter Exteriors",
    "time_zone": "Europe/Paris",
    "currency": "EUR",
    "locale": "fr-FR",
    "public_site_url": "https://brighter.example",
    "contact_email": "hello@brighter.example",
    "contact_phone": "+33145550100",
    "accent_color": "#112233",
    "link_days": 7,
}


def _workspace(context: Context) -> Workspace:
    with context.database.read() as session:
        return get_workspace(session, WORKSPACE)


@pytest.mark.shows("SET-2")
def test_everything_that_changes_is_taken_over(context: Context, office: Office) -> None:
    deliver(context, WorkspaceChanged(workspace_id=WORKSPACE, **KNOWN), sequence=2)

    workspace = _workspace(context)
    assert {name: getattr(workspace, name) for name in KNOWN} == KNOWN
    assert office.draft(gutters())["currency"] == "EUR"


def test_being_told_twice_of_a_new_business_changes_nothing(context: Context) -> None:
    before = _workspace(context).company_name
    event = WorkspaceCreated(
        workspace_id=WORKSPACE, owner_id=new_id(), owner_email="o@x.example", **KNOWN | {"company_name": before}
    )

    deliver(context, event, sequence=2)

    assert _workspace(context).company_name == before
