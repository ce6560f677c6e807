from decimal import Decimal

import pytest

from services.quotes.domain.acceptance import Signer, acceptance_of
from services.quotes.domain.choice import choose
from services.quotes.domain.errors import ConsentMissing, InvalidText
from services.quotes.domain.offer import Deposit
from services.quotes.domain.signature import CONSENT_TEXT, CONSENT_VERSION, read_signature
from tests.quotes.domain.build import NOW, WORKSPACE, drafted, item_id, line, offer, option, origin, plan

PREMIUM, PLAN, TICKED = item_id(1), item_id(2), item_id(3)
CONTENT = offer(
    line(100_00),
    options=(option(line(50_00)), option(line(90_00), line(10_00, optional=True, id=TICKED), id=PREMIUM)),
    maintenance_plans=(plan(id=PLAN),),
    deposit=Deposit("percent", Decimal(25)),
)


def signer(name: str = "Pat Doe", *, consent: bool = True) -> Signer:
    return Signer(name=name, consent=consent, signature=read_signature("typed", "Pat Doe"))


@pytest.mark.shows("SGN-2")
def test_records_what_was_agreed_and_the_evidence() -> None:
    estimate, shown = drafted(CONTENT)
    choice = choose(CONTENT, option_id=PREMIUM, maintenance_plan_id=PLAN, optional_item_ids=[TICKED])

    acceptance = acceptance_of(
        shown, shown.offer, choice=choice, signer=signer(" Pat Doe "), locale="en-US", origin=origin()
    )

    assert (acceptance.workspace_id, acceptance.estimate_id) == (WORKSPACE, estimate.id)
    assert (acceptance.version, acceptance.document_hash) == (1, shown.document_hash)
    assert (acceptance.option_id, acceptance.maintenance_plan_id) == (PREMIUM, PLAN)
    assert acceptance.optional_item_ids == [TICKED]
    assert acceptance.totals == {"subtotal": 200_00, "discount": 0, "tax": 0, "total": 200_00, "deposit_due": 50_00}
    assert (acceptance.total, acceptance.deposit_due, acceptance.currency) == (200_00, 50_00, "USD")
    assert (acceptance.signer_name, acceptance.signature_kind, acceptance.signature_text) == (
        "Pat Doe",
        "typed",
        "Pat Doe",
    )
    assert (acceptance.consent_text, acceptance.consent_version) == (CONSENT_TEXT, CONSENT_VERSION)
    assert (acceptance.accepted_at, acceptance.ip, acceptance.user_agent) == (NOW, "203.0.113.7", "Firefox")
    assert acceptance.locale == "en-US"


@pytest.mark.shows("SGN-1")
def test_needs_the_consent_to_sign_electronically() -> None:
    _, shown = drafted()

    with pytest.raises(ConsentMissing) as refused:
        acceptance_of(
            shown,
            shown.offer,
            choice=choose(shown.offer),
            signer=signer(consent=False),
            locale="en-US",
            origin=origin(),
        )

    assert (refused.value.code, refused.value.field) == ("consent_missing", "consent")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_needs_the_name_of_the_signer(name: str) -> None:
    _, shown = drafted()

    with pytest.raises(InvalidText) as refused:
        acceptance_of(
            shown, shown.offer, choice=choose(shown.offer), signer=signer(name), locale="en-US", origin=origin()
        )

    assert refused.value.field == "signer_name"


def test_keeps_only_the_start_of_an_endless_user_agent() -> None:
    _, shown = drafted()

    acceptance = acceptance_of(
        shown,
        shown.offer,
        choice=choose(shown.offer),
        signer=signer(),
        locale="en-US",
        origin=origin(user_agent="x" * 100_000),
    )

    assert acceptance.user_agent == "x" * 1000
