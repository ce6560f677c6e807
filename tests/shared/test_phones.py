import pytest

from shared.phones import written_phone


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    ("number", "locale", "written"),
    [
        ("+14155550132", "en_US", "(415) 555-0132"),
        ("+14155550132", "es-US", "(415) 555-0132"),
        ("+14155550132", "en_GB", "+1 415-555-0132"),
        ("+14185550142", "fr-CA", "(418) 555-0142"),
        ("+442079460018", "en_GB", "020 7946 0018"),
        ("+14155550132", "en", "+1 415-555-0132"),
        ("(415) 555-0132", "en_US", "(415) 555-0132"),
        ("ask for Sam", "en_US", "ask for Sam"),
        ("", "en_US", ""),
    ],
)
def test_a_number_is_written_as_the_reader_would(number: str, locale: str, written: str) -> None:
    assert written_phone(number, locale) == written
