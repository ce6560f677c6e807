import pytest

from services.quotes.domain.errors import InvalidText
from services.quotes.domain.note import write_note
from tests.quotes.domain.build import NOW, estimate_in, origin


@pytest.mark.shows("EST-6")
def test_says_who_wrote_what_and_when() -> None:
    estimate = estimate_in("viewed")

    note = write_note(estimate, " Could you do Friday? ", origin())

    assert (note.workspace_id, note.estimate_id) == (estimate.workspace_id, estimate.id)
    assert (note.author_kind, note.author_name, note.text, note.created_at) == (
        "customer",
        "Pat Doe",
        "Could you do Friday?",
        NOW,
    )


@pytest.mark.parametrize("text", ["", " \n", "x" * 5001])
def test_refuses_a_note_that_is_empty_or_too_long(text: str) -> None:
    with pytest.raises(InvalidText) as refused:
        write_note(estimate_in("viewed"), text, origin())

    assert refused.value.field == "text"
