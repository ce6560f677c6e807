"""A budget that many share, and that nobody can use up for the others."""

import pytest

from services.portal.domain.contact import Contact
from services.portal.usecases import limit_customer_sign_ins as sign_ins
from services.portal.usecases.limit_customer_sign_ins import limit_customer_sign_ins
from services.portal.usecases.limit_workspace import FREE, limit_workspace
from shared.errors import TooMany
from shared.ids import new_id
from tests.portal.conftest import House

WORKSPACE = new_id()


def test_past_the_budget_those_who_ask_often_wait_and_the_others_do_not(house: House) -> None:
    def ask(ip: str, times: int = 1) -> None:
        for _ in range(times):
            limit_workspace(house.context.database, of="lookup", workspace_id=WORKSPACE, ip=ip, limit=5)

    ask("198.51.100.1", FREE + 5)

    with pytest.raises(TooMany):
        ask("198.51.100.1")
    ask("203.0.113.9", FREE)
    with pytest.raises(TooMany):
        ask("203.0.113.9")


@pytest.mark.shows("ACC-5")
def test_an_attacker_locks_no_customer_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_ins, "PER_WORKSPACE", 2)
    monkeypatch.setattr(sign_ins, "PER_NETWORK", 100)

    def ask(ip: str, number: int) -> bool:
        contact = Contact(email=f"guess{number}@example.com")
        return limit_customer_sign_ins(house.context.database, workspace_id=WORKSPACE, ip=ip, contact=contact)

    for number in range(FREE + 2):
        ask("198.51.100.1", number)
    with pytest.raises(TooMany):
        ask("198.51.100.1", 90)

    assert ask("203.0.113.9", 91)
