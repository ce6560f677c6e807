"""Every message to customers, in both languages, as HTML, as plain text and as a text message, with all and with least."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.letters import Letter, write_letter, write_text
from services.notifications.domain.opt_out import OPTIONAL
from services.notifications.domain.workspace import Workspace
from shared.words import NAMES
from tests.notifications import samples
from tests.support import business

pytestmark = pytest.mark.shows("NOT-1", "EXT-4")

FOLDER = Path("services/notifications/templates")
LETTERS = sorted({file.stem for file in FOLDER.glob("*.txt") if "_office" not in file.stem} - {"_base", "written"})
TEXTS = sorted({file.stem for file in FOLDER.glob("*.sms")} - {"notice_office"})
AMOUNTS = {"all": (samples.FULL, samples.FULL_BUSINESS), "least": (samples.LEAST, samples.LEAST_BUSINESS)}
STOP_URL = "https://portal.test/unsubscribe/uno"

LEFT_OPEN = re.compile(r"[{}]|\bNone\b|Undefined|object at 0x")
ENGLISH = re.compile(
    r"\b(the|you|your|yours|and|with|for|from|here|this|that|is|are|was|it|of|on|at|to|we|us|our|have|has|been|by|not"
    r"|hello|thank|thanks|please|look|open|pay|paid|due|date|day|time|total due|view|see|estimate|invoice|receipt|review"
    r"|appointment|link|links|answer|reply|more|card|bank|website|deposit|balance|until|good)\b",
    re.IGNORECASE,
)
URL = re.compile(r"https?://[^\s<>\"]+")
FIGURE = re.compile(r"[^\s]*\d[^\s]*")


class Shown(HTMLParser):
    """What somebody sees of a letter, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._hidden += tag in ("style", "title") or "display:none" in (given.get("style") or "")
        if tag == "a":
            self.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in ("style", "title", "div")))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def known(language: str, about: Any) -> dict[str, Any]:
    facts = {"slug": "feliz", "time_zone": "America/New_York", "locale": "en-US", **about}
    workspace = Workspace(id=business.WORKSPACE, **facts)
    return {"workspace": workspace, "public_url": "https://portal.test", "language": language}


def letter_of(template: str, language: str, amount: str) -> Letter:
    contexts, about = AMOUNTS[amount]
    stop = STOP_URL if template in OPTIONAL else None
    return write_letter(template, contexts[template], channel="email", unsubscribe_url=stop, **known(language, about))


def figures(text: str) -> set[str]:
    """Every amount, number and day that is told, however it is set."""
    plain = URL.sub(" ", text.replace("\xa0", " ").replace("\u202f", " "))
    return {found.strip(".,:;()·-\u2212") for found in FIGURE.findall(plain)} - {"0", "$0.00"}


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_is_whole_in_its_language_and_says_the_same_in_both_forms(
    template: str, language: str, amount: str
) -> None:
    letter = letter_of(template, language, amount)

    shown = Shown(letter.html)
    seen, whole = " ".join(shown.words), letter.subject + "\n" + letter.text
    assert LEFT_OPEN.findall(seen + whole) == []
    assert language == "en" or ENGLISH.findall(URL.sub(" ", seen + whole)) == []
    assert figures(seen) <= figures(whole)
    assert figures(letter.text) <= figures(seen + letter.subject)
    told = Counter(URL.findall(letter.text))
    led = {link for link in shown.links if link.startswith("http")}
    assert {url for url, times in told.items() if times > 1} == set()
    assert {url for url in told if url not in seen} <= led
    assert led <= set(told)


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("template", TEXTS)
def test_a_text_is_whole_in_its_language_and_has_each_link_once(template: str, language: str, amount: str) -> None:
    contexts, about = AMOUNTS[amount]

    text = write_text(template, contexts[template], **known(language, about))

    assert LEFT_OPEN.findall(text) == []
    assert language == "en" or ENGLISH.findall(URL.sub(" ", text)) == []
    assert set(Counter(URL.findall(text)).values()) <= {1}
    assert "Jardín Feliz" in text
    assert "\n" not in text


def test_a_kind_added_later_is_looked_at_as_well() -> None:
    assert sorted(samples.FULL) == LETTERS
    assert set(TEXTS) <= set(LETTERS)
