"""A business signs up: its workspace, its owner, and the news of it, at once."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from services.portal.domain.errors import SlugTaken
from services.portal.domain.portal_settings import PortalSettings
from services.portal.domain.snapshot import snapshot
from services.portal.domain.staff import Staff, hire
from services.portal.domain.workspace import (
    DEFAULT_CURRENCY,
    DEFAULT_LOCALE,
    DEFAULT_TIME_ZONE,
    Workspace,
    open_workspace,
)
from services.portal.queries.workspaces import find_by_slug, free_slug
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import WorkspaceCreated
from shared.messaging.outbox import publish
from shared.words import say


@dataclass(frozen=True, slots=True)
class Owner:
    """Who signs up. The password comes hashed: hashing takes its time, and must not keep a transaction open."""

    email: str
    password_hash: str


def create_workspace(
    session: Session,
    *,
    slug: str,
    company_name: str,
    owner: Owner,
    time_zone: str = DEFAULT_TIME_ZONE,
    currency: str = DEFAULT_CURRENCY,
    locale: str = DEFAULT_LOCALE,
) -> Workspace:
    """Opens a workspace, also for an owner who has others.

    Raises `SlugTaken`, which suggests an address that is free, or an error that names the field at fault.
    """
    now = utc_now()
    workspace = open_workspace(
        slug=slug, company_name=company_name, time_zone=time_zone, currency=currency, locale=locale, now=now
    )
    staff = hire(workspace.id, email=owner.email, role="owner", password_hash=owner.password_hash, now=now)
    _add(session, workspace, staff)
    chosen = PortalSettings(workspace_id=workspace.id)
    created = WorkspaceCreated(**snapshot(workspace, None, chosen), owner_id=staff.id, owner_email=staff.email)
    publish(session, created)
    return workspace


def _add(session: Session, workspace: Workspace, staff: Staff) -> None:
    _refuse_taken(session, workspace.slug)
    try:
        with session.begin_nested():
            session.add_all([workspace, staff])
    except IntegrityError:
        # Two sign-ups at the same moment: the database let one of them through.
        _refuse_taken(session, workspace.slug)
        raise


def _refuse_taken(session: Session, slug: str) -> None:
    if find_by_slug(session, slug):
        free = free_slug(session, slug)
        raise SlugTaken(
            say("The address {slug} is taken. Choose another one, such as {free}.", slug=repr(slug), free=repr(free)),
            field="slug",
            suggestion=free,
        )
