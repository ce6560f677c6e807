from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shared.tokens import LEEWAY, KeyRing, TokenExpired, TokenNotValid, sign, verify

RING = KeyRing(("a-secret-for-tests-0123456789abcdef0123",))
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
END = NOW + timedelta(minutes=1)
A_SECOND = timedelta(seconds=1)


def signed() -> str:
    """What a machine whose clock shows `NOW` signs."""
    with time_machine.travel(NOW, tick=False):
        return sign(RING, audience="service:toys", expires_at=END, claims={"act": "ada"})


def verified_at(moment: datetime, token: str) -> str:
    """Who acts, to a machine whose clock shows `moment`."""
    with time_machine.travel(moment, tick=False):
        return str(verify(RING, token, audience="service:toys")["act"])


@pytest.mark.parametrize("moment", [NOW - LEEWAY, NOW, END + LEEWAY - A_SECOND])
def test_is_good_to_clocks_that_are_a_little_apart(moment: datetime) -> None:
    token = signed()

    assert verified_at(moment, token) == "ada"


def test_one_from_the_future_is_not_valid() -> None:
    token = signed()

    with pytest.raises(TokenNotValid) as refused:
        verified_at(NOW - LEEWAY - A_SECOND, token)

    assert refused.value.code == "token_not_valid"


def test_one_whose_time_is_over_says_what_it_said() -> None:
    token = signed()

    with pytest.raises(TokenExpired) as refused:
        verified_at(END + LEEWAY, token)

    assert refused.value.extra["claims"]["act"] == "ada"


def test_is_good_to_nobody_else_and_under_no_other_key() -> None:
    token = signed()

    with pytest.raises(TokenNotValid), time_machine.travel(NOW, tick=False):
        verify(RING, token, audience="service:others")
    with pytest.raises(TokenNotValid), time_machine.travel(NOW, tick=False):
        verify(KeyRing(("another-secret-for-tests-0123456789abc",)), token, audience="service:toys")
