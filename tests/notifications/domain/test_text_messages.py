import pytest

from services.notifications.domain.errors import TooManyTexts
from services.notifications.domain.text_messages import (
    RECIPIENT_A_DAY,
    WORKSPACE_A_DAY,
    check_day,
    keyword,
    segments,
    shortened,
)

pytestmark = pytest.mark.shows("NOT-1", "NOT-2")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("a" * 159 + "\u201c", 3),
    ],
)
def test_a_text_takes_as_many_segments_as_carriers_make_of_it(text: str, count: int) -> None:
    assert segments(text) == count


def test_typographers_marks_do_not_double_the_price() -> None:
    text = "\u201cFront lawn\u201d \u2013 it\u2019s ready\u2026" + "a" * 100

    assert (segments(text), segments(shortened(text))) == (2, 1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("STOP", "stop"),
        (" stop. ", "stop"),
        ("Start", "start"),
        ("HELP!", "help"),
        ("stop by on Friday", None),
        ("", None),
    ],
)
def test_only_a_word_by_itself_is_a_keyword(text: str, wanted: str | None) -> None:
    assert keyword(text) == wanted


@pytest.mark.parametrize(("here", "there"), [(RECIPIENT_A_DAY, 0), (0, WORKSPACE_A_DAY)])
def test_there_is_an_end_to_it_each_day(here: int, there: int) -> None:
    check_day(to_recipient=here - 1 if here else 0, of_workspace=there - 1 if there else 0)

    with pytest.raises(TooManyTexts):
        check_day(to_recipient=here, of_workspace=there)
