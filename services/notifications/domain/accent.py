"""A brand's colour in mail: as it is where it can be read, else a shade of it that can (WCAG 2's contrast, level AA)."""

import re
from dataclasses import dataclass

NEUTRAL = "#3d4654"
READABLE = 4.5
VISIBLE = 3.0
LIGHT_CARD, LIGHT_PAGE, DARK_CARD = "#ffffff", "#f7f7f5", "#1c1f23"
INK = "#1b1d21"

_SRGB_TOE = 0.04045

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Accent:
    """The colours of one brand: its button with text and edge, and its links on light and on dark."""

    button: str
    on_button: str
    edge: str
    link: str
    link_on_dark: str


def accent_of(colour: str | None) -> Accent:
    """The accent of a brand of this colour; the neutral one when it has none, or none that can be read."""
    brand = colour.lower() if colour and re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else NEUTRAL
    if contrast(brand, LIGHT_CARD) < VISIBLE:
        # A pale brand keeps its colour and takes dark text; darkened, it would be another colour.
        button, on_button = brand, INK
    else:
        button, on_button = shaded(brand, towards=(0, 0, 0), against=LIGHT_CARD), LIGHT_CARD
    # The page is the darker of the light surfaces, the card the lighter of the dark ones.
    link = shaded(brand, towards=(0, 0, 0), against=LIGHT_PAGE)
    edge = button if contrast(button, LIGHT_CARD) >= VISIBLE else link
    return Accent(button, on_button, edge, link, shaded(brand, towards=(255, 255, 255), against=DARK_CARD))


def shaded(colour: str, *, towards: Rgb, against: str) -> str:
    """The shade of `colour` nearest to it, on the way `towards` black or white, that can be read on `against`."""
    for percent in range(101):
        shade = _mixed(colour, towards, percent / 100)
        if contrast(shade, against) >= READABLE:
            return shade
    return _hex(towards)


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(colour: str, towards: Rgb, share: float) -> str:
    red, green, blue = (
        round(channel + (target - channel) * share) for channel, target in zip(_rgb(colour), towards, strict=True)
    )
    return _hex((red, green, blue))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in rgb)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _SRGB_TOE else float(((channel + 0.055) / 1.055) ** 2.4)
