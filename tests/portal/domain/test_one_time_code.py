import base64
from datetime import UTC, datetime

import pytest

from services.portal.domain.one_time_code import code_at, new_secret, setup_address, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, those of SHA-1; RFC 4226, appendix D.
OF_TIME = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
OF_COUNT = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]

pytestmark = pytest.mark.shows("SET-2")


@pytest.mark.parametrize(("second", "code"), OF_TIME)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert code_at(SECRET, second // 30, digits=8) == code


def test_codes_by_count_are_those_of_the_standard() -> None:
    assert [code_at(SECRET, count) for count in range(10)] == OF_COUNT


@pytest.mark.parametrize(("off", "found"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(off: int, found: bool) -> None:
    now = datetime.fromtimestamp(1_800_000_015, UTC)

    typed = code_at(SECRET, (1_800_000_015 + off) // 30)

    assert (step_of(SECRET, typed, now) is not None) == found


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(SECRET, typed, datetime.fromtimestamp(59, UTC)) is None


def test_the_address_says_whose_it_is_and_secrets_differ() -> None:
    address = setup_address("ABC", account="pat@example.com", issuer="Evergreen: Lawn & Co")

    assert address == (
        "otpauth://totp/Evergreen%20%20Lawn%20%26%20Co%3Apat%40example.com"
        "?secret=ABC&issuer=Evergreen%20%20Lawn%20%26%20Co"
    )
    assert len({new_secret() for _ in range(10)}) == 10
