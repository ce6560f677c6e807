"""The office changes its company's name, contacts or conventions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.portal.domain.errors import OwnerOnly
from services.portal.domain.portal_settings import ACCOUNT_FIELDS
from services.portal.domain.workspace import Workspace
from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.rebuild_metrics import rebuild_metrics
from services.portal.usecases.tell_workspace import tell_workspace
from shared.database.session import Session
from shared.words import say


def change_account(
    session: Session, *, workspace_id: UUID, changes: Mapping[str, Any], by_owner: bool, public_url: str | None = None
) -> Workspace:
    """Sets the fields in `changes` and tells everybody; raises an error that names the field at fault.

    Raises `OwnerOnly` for another website unless it is done `by_owner`: links in messages may begin with it, and whoever
    holds that address gets to see what they open.
    """
    workspace = lock_workspace(session, workspace_id)
    before = workspace.public_site_url
    # The locale first: it says where a phone number without a country code is from.
    for field in sorted(changes.keys() - ACCOUNT_FIELDS, key=lambda name: name != "locale"):
        workspace.change(field, changes[field])
    if workspace.public_site_url != before and not by_owner:
        raise OwnerOnly(
            say("Only an owner may change the website: links in messages may begin with it."), field="public_site_url"
        )
    for field in changes.keys() & ACCOUNT_FIELDS:
        lock_settings(session, workspace_id).change(field, changes[field])
    if "time_zone" in changes:
        # Months begin at another moment now.
        rebuild_metrics(session, workspace_id=workspace_id)
    tell_workspace(session, workspace=workspace, public_url=public_url)
    return workspace
