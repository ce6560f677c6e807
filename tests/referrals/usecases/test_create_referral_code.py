import pytest

from services.referrals.domain.referral_code import ALPHABET, draw_code
from services.referrals.usecases.create_referral_code import create_referral_code
from tests.conftest import OpenService
from tests.referrals import story
from tests.support import business
from tests.support.services import deliver


def test_a_code_can_be_told_over_the_fence() -> None:
    codes = {draw_code() for _ in range(500)}

    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(ALPHABET)
    assert set(ALPHABET).isdisjoint("01OILU")


@pytest.mark.shows("REF-1")
def test_a_code_that_somebody_has_is_drawn_again(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    deliver(context, story.customer_registered(customer_id=story.KIM, workspace_id=business.OTHER_WORKSPACE))
    draws = iter(["AAAA2222", "AAAA2222", "BBBB3333"])

    codes = []
    for workspace_id, customer_id in ((business.WORKSPACE, business.CUSTOMER), (business.OTHER_WORKSPACE, story.KIM)):
        with context.database.begin() as session:
            made = create_referral_code(
                session, workspace_id=workspace_id, customer_id=customer_id, draw=lambda: next(draws)
            )
            codes.append(made.code)

    assert codes == ["AAAA2222", "BBBB3333"]
