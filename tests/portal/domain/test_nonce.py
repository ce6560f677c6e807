from datetime import UTC, datetime, timedelta

import pytest

from services.portal.domain.nonce import (
    LIFETIME,
    READING,
    confirmation_nonce,
    is_confirmation_nonce,
    is_page_nonce,
    page_nonce,
)

SECRET = "service-token-secret-for-tests-0123456789"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_is_good_for_its_link_until_its_time_is_over() -> None:
    nonce = page_nonce(SECRET, "link-a", NOW)

    assert is_page_nonce(SECRET, "link-a", nonce, NOW)
    assert is_page_nonce(SECRET, "link-a", nonce, NOW + LIFETIME)
    assert not is_page_nonce(SECRET, "link-a", nonce, NOW + LIFETIME + timedelta(seconds=1))


def test_is_good_for_no_other_link_or_secret() -> None:
    nonce = page_nonce(SECRET, "link-a", NOW)

    assert not is_page_nonce(SECRET, "link-b", nonce, NOW)
    assert not is_page_nonce(SECRET + "!", "link-a", nonce, NOW)


def test_its_time_cannot_be_moved() -> None:
    stamp, _, mac = page_nonce(SECRET, "link-a", NOW).partition(".")
    later = f"{int(stamp, 16) + 3600:x}.{mac}"

    assert not is_page_nonce(SECRET, "link-a", later, NOW + timedelta(hours=1))


@pytest.mark.parametrize("nonce", ["", ".", "zz.x", "-1.x", "0.", "f" * 400 + ".x", "1.é", "\u0661.x"])
def test_what_nobody_made_is_refused(nonce: str) -> None:
    assert not is_page_nonce(SECRET, "link-a", nonce, NOW)


@pytest.mark.shows("LNK-10")
def test_a_confirmation_is_good_once_the_question_can_have_been_read() -> None:
    nonce = confirmation_nonce(SECRET, "link-a", "accept?", NOW)
    good = [NOW + READING, NOW + LIFETIME]
    bad = [NOW, NOW + READING - timedelta(milliseconds=1), NOW + LIFETIME + timedelta(seconds=1)]

    assert [is_confirmation_nonce(SECRET, "link-a", "accept?", nonce, at) for at in good] == [True, True]
    assert [is_confirmation_nonce(SECRET, "link-a", "accept?", nonce, at) for at in bad] == [False] * 3


@pytest.mark.shows("LNK-10")
def test_a_confirmation_is_good_for_its_own_question_alone() -> None:
    later = NOW + READING
    nonce = confirmation_nonce(SECRET, "link-a", "accept?", NOW)

    assert not is_confirmation_nonce(SECRET, "link-a", "decline?", nonce, later)
    assert not is_confirmation_nonce(SECRET, "link-b", "accept?", nonce, later)
    assert not is_confirmation_nonce(SECRET, "link-a", "accept?", page_nonce(SECRET, "link-a", NOW), later)
    assert not is_page_nonce(SECRET, "link-a", nonce, later)
