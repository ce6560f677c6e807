"""The messages whose words a business may change: every one that goes to customers, by email or as a text."""

from collections.abc import Mapping

from services.notifications.domain.errors import WordingNotFound
from services.notifications.domain.wordings_of_appointments import OF_APPOINTMENTS
from services.notifications.domain.wordings_of_estimates import OF_ESTIMATES
from services.notifications.domain.wordings_of_money import OF_MONEY
from services.notifications.domain.wordings_of_people import OF_PEOPLE
from services.notifications.domain.wordings_of_texts import texts_of
from services.notifications.domain.written import Written
from shared.words import NAMES

_LETTERS: Mapping[str, Written] = {**OF_ESTIMATES, **OF_APPOINTMENTS, **OF_MONEY, **OF_PEOPLE}
_AS_TEXT = ".sms"


def kind_of(template: str, channel: str) -> str:
    """What the words of a message are kept under."""
    return f"{template}{_AS_TEXT}" if channel == "sms" else template


def template_of(kind: str) -> str:
    """The template that the words of a kind take the place of."""
    return kind.removesuffix(_AS_TEXT)


WRITTEN: Mapping[str, Written] = {
    **_LETTERS,
    **{kind_of(template, "sms"): text for template, text in texts_of(_LETTERS).items()},
}
"""By the kind: the template that says it otherwise, and for text messages `.sms` after it."""


def kind_called(kind: str, language: str) -> Written:
    """The kind of that name, in a language that there is; raises `WordingNotFound`."""
    if kind not in WRITTEN or language not in NAMES:
        kinds, languages = ", ".join(WRITTEN), " and ".join(NAMES)
        raise WordingNotFound(f"There is no such message. There are {kinds}, each in {languages}.", field="kind")
    return WRITTEN[kind]
