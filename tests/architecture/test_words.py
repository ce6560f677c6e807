"""All that customers read is said in every language, from one catalogue each."""

from pathlib import Path

import pytest
from babel.messages import Catalog

from shared.words import NAMES, say, say_many, tell, told
from tests.support import words


@pytest.mark.shows("EXT-4", "NOT-1")
@pytest.mark.parametrize("language", [language for language in NAMES if language != "en"])
def test_everything_said_is_translated_with_its_places_and_marks(language: str) -> None:
    assert words.gaps(words.said(), words.catalogue(language)) == []


@pytest.mark.shows("EXT-4", "NOT-1")
@pytest.mark.parametrize("template", words.templates(), ids=lambda file: file.name)
def test_nothing_in_what_customers_read_stays_english(template: Path) -> None:
    assert words.unmarked(template.read_text(), is_html=template.suffix == ".html") == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Pay now</p>",
        '<p>{{ "Pay now" if page.due else "" }}</p>',
        '<img alt="Your logo">',
        '{% set title = "Paid. Thank you!" %}',
        "<p>{% if page.due %}Due{% endif %}</p>",
    ],
)
def test_an_unmarked_word_is_noticed(template: str) -> None:
    assert words.unmarked(template) != []


@pytest.mark.parametrize(
    ("string", "gap"),
    [
        (None, "not translated"),
        ("Pagar <strong>ahora</strong>", "other places"),
        ("Pagar {amount} ahora", "other marks"),
    ],
)
def test_a_wrong_translation_is_noticed(string: str | None, gap: str) -> None:
    known = Catalog(locale="es")
    known.add("Pay <strong>{amount}</strong>", string)
    known.add("Long gone", "Pasado")

    found = words.gaps({("Pay <strong>{amount}</strong>",)}, known)

    assert [one.partition(":")[0] for one in found] == ["not said anywhere", gap]


def test_what_is_said_is_english_until_it_is_told() -> None:
    visits = say_many("{number} visit a year", "{number} visits a year", 4)
    content = {"label": say("Total {amount}", amount=visits), "lines": ["Total", say("Total")]}

    assert visits == "4 visits a year"
    assert told(content, "es_US") == {"label": "Total 4 visitas al año", "lines": ["Total", "Total"]}
    assert tell(say_many("{number} visit a year", "{number} visits a year", 1), "es_MX") == "1 visita al año"
    assert tell(visits, "de_DE") == "4 visits a year"


def test_what_is_filled_in_is_never_read_as_a_place_or_a_mark() -> None:
    name = "{title} <b>%(x)s</b> {"

    assert tell(say("Thank you, {name}!", name=name), "es_US") == f"¡Gracias, {name}!"
