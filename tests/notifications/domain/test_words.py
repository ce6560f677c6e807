import pytest

from services.notifications.domain.links import absolute, tagged
from services.notifications.domain.locales import dates_locale, figures_locale
from services.notifications.domain.plain_text import isolated, lines, one_line


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Dana Fox", "Dana Fox"),
        ("  Dana\r\n\tFox\x00 ", "Dana Fox"),
        ("Dana\u2028Fox\u2029", "Dana Fox"),
        ("Dana\u202exoF\u2066", "DanaxoF"),
        ("\ud800Dana", "Dana"),
        ("D" * 300, "D" * 199 + "…"),
        ("Zoë 👩\u200d🌾", "Zoë 👩\u200d🌾"),
    ],
)
def test_a_line_is_one_line(written: str, line: str) -> None:
    assert one_line(written) == line


def test_lines_stay_lines() -> None:
    assert lines(" Leave out\r\nthe hedge.\r\r\nThanks\u202e \x07\n") == "Leave out\nthe hedge.\n\nThanks"


def test_a_name_from_right_to_left_is_set_apart() -> None:
    assert isolated("דנה") == "\u2068דנה\u2069"
    assert isolated("Dana") == "Dana"


@pytest.mark.shows("ACC-3")
@pytest.mark.parametrize(
    ("link", "marked"),
    [
        ("https://portal.test/quote/3f9c", "https://portal.test/quote/3f9c?via=email"),
        ("https://portal.test/quote/3f9c?view=proposal", "https://portal.test/quote/3f9c?view=proposal&via=email"),
        ("https://portal.test/l/a.b.c?via=sms#pay", "https://portal.test/l/a.b.c?via=email#pay"),
    ],
)
def test_a_link_tells_its_channel(link: str, marked: str) -> None:
    assert tagged(link, "email") == marked


@pytest.mark.parametrize(
    ("base", "path", "whole"),
    [
        ("https://portal.test/", "/office", "https://portal.test/office"),
        (None, "/office", None),
        (None, "https://cdn.test/logo.png", "https://cdn.test/logo.png"),
    ],
)
def test_a_path_is_on_the_site_where_there_is_one(base: str | None, path: str, whole: str | None) -> None:
    assert absolute(base, path) == whole


@pytest.mark.parametrize(
    ("name", "figures", "dates"),
    [
        ("en_US", "en_US", "en_US"),
        ("en-GB", "en_GB", "en_GB"),
        ("de_DE", "de_DE", "en_US"),
        ("xx_YY", "en_US", "en_US"),
        ("", "en_US", "en_US"),
    ],
)
def test_dates_stand_among_english_words(name: str, figures: str, dates: str) -> None:
    assert (figures_locale(name), dates_locale(name)) == (figures, dates)
