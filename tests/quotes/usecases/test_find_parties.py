"""Who an address is on file for, where many have it."""

from uuid import UUID

import pytest

from services.quotes.domain.customer import Customer
from services.quotes.queries.parties import MOST, find_parties
from services.quotes.usecases.register_customer import register_customer
from shared.database.session import Session
from shared.service import Context
from tests.quotes.office import NEIGHBOUR, WORKSPACE, open_workspace


@pytest.mark.shows("ACC-5", "EXT-3")
def test_a_workspace_with_many_customers_of_an_address_crowds_nobody_out(context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    with context.database.begin() as session:
        mine = _registered(session, WORKSPACE)
    with context.database.begin() as session:
        for _ in range(MOST + 5):
            _registered(session, NEIGHBOUR)

    with context.database.read() as session:
        found = find_parties(session, workspace_id=None, email_key="pat@example.com", phone=None)

    assert mine.id in {party.customer.id for party in found}
    assert len(found) == MOST + 1


def _registered(session: Session, workspace_id: UUID) -> Customer:
    made = register_customer(
        session, workspace_id=workspace_id, name="Pat", email="pat@example.com", phone=None, address=""
    )
    session.flush()
    return made
