from alembic import command

from services.quotes.manifest import service
from shared.database.migrate import alembic_config, check, migrate
from tests.conftest import OpenService


def test_the_migrated_database_is_what_the_code_expects(open_service: OpenService) -> None:
    context = open_service(service)

    check(context)


def test_the_way_back_leads_forward_again(open_service: OpenService) -> None:
    context = open_service(service)

    command.downgrade(alembic_config(context), "quotes@base")
    migrate(context)

    check(context)
