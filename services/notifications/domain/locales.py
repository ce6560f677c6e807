"""The locales that figures and dates are written in."""

from babel import Locale, UnknownLocaleError

DEFAULT = "en_US"


def figures_locale(name: str) -> str:
    """The locale a workspace asked for, as Babel names it; the default one where there is no such locale."""
    try:
        return str(Locale.parse(name, sep="-" if "-" in name else "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return DEFAULT


def dates_locale(name: str) -> str:
    """The locale of dates, which stand among English words: a German business writes them in English, too."""
    locale = figures_locale(name)
    return locale if locale.split("_")[0] == "en" else DEFAULT
