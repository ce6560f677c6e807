"""The locales that figures and dates are written in."""

from babel import Locale, UnknownLocaleError

from shared.words import NAMES

DEFAULT = "en_US"


def figures_locale(name: str) -> str:
    """The locale a workspace asked for, as Babel names it; the default one where there is no such locale."""
    try:
        return str(Locale.parse(name, sep="-" if "-" in name else "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return DEFAULT


def dates_locale(name: str) -> str:
    """The locale of dates, which stand among words: where those are English, because there are no others, so are they."""
    locale = figures_locale(name)
    return locale if locale.split("_")[0] in NAMES else DEFAULT
