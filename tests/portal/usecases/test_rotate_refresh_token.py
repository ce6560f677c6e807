import threading

from services.portal.manifest import service
from services.portal.queries.staff import staff_by_email
from services.portal.usecases.create_workspace import Owner, create_workspace
from services.portal.usecases.issue_tokens import issue_tokens
from services.portal.usecases.rotate_refresh_token import rotate_refresh_token
from shared.service import Context
from tests.conftest import OpenService


def first_token(context: Context) -> str:
    with context.database.begin() as session:
        owner = Owner("owner@evergreen.example", "hash")
        create_workspace(session, slug="evergreen", company_name="Evergreen", owner=owner)
        [(staff, _)] = staff_by_email(session, "owner@evergreen.example")
        assert staff
        return issue_tokens(session, staff=staff)


def rotate(context: Context, token: str) -> str | None:
    with context.database.begin() as session:
        rotated = rotate_refresh_token(session, token=token)
    return rotated[1] if rotated else None


def test_a_token_used_by_two_at_once_ends_for_both(open_service: OpenService) -> None:
    context = open_service(service)
    token = first_token(context)
    given: list[str | None] = []

    threads = [threading.Thread(target=lambda: given.append(rotate(context, token))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    fresh = [one for one in given if one]
    assert len(fresh) == 1
    assert rotate(context, fresh[0]) is None


def test_what_nobody_was_given_is_refused_quietly(open_service: OpenService) -> None:
    context = open_service(service)

    assert rotate(context, "made-up") is None
