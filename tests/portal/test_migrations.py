from datetime import timedelta

from alembic import command
from sqlalchemy import text

from services.portal.domain.sessions import open_session
from services.portal.domain.staff import Staff
from services.portal.manifest import service
from services.portal.queries.staff import staff_by_email
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.clock import utc_now
from shared.database.migrate import alembic_config, check, migrate, pending
from shared.service import Context
from tests.conftest import OpenService


def test_the_migrated_database_is_what_the_code_expects(open_service: OpenService) -> None:
    context = open_service(service)

    check(context)
    assert pending(context) == []


def test_the_people_of_an_office_and_their_sessions_come_through_both_ways(open_service: OpenService) -> None:
    context = open_service(service)
    owner = owner_of(context, "evergreen")
    with context.database.begin() as session:
        session.add(open_session(owner.workspace_id, owner.id, "token", utc_now() + timedelta(days=1)))

    command.downgrade(alembic_config(context), "portal_0002")
    migrate(context)

    check(context)
    with context.database.read() as session:
        [(kept, slug)] = staff_by_email(session, owner.email)
        sessions = session.scalar(text("SELECT count(*) FROM office_sessions"))
    assert (kept.id, kept.name, kept.created_at, slug) == (owner.id, owner.name, owner.created_at, "evergreen")
    assert sessions == 1


def owner_of(context: Context, slug: str) -> Staff:
    with context.database.begin() as session:
        create_workspace(session, slug=slug, company_name="Evergreen", owner=Owner("owner@evergreen.example", "hash"))
        [(owner, _)] = staff_by_email(session, "owner@evergreen.example")
        return owner
