"""A brand's one colour, turned into every colour its pages need, each readable on what it stands on.

Lightness is moved in OKLCH, where equal steps look equal and the hue stays the brand's own; contrast is WCAG 2's.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from shared.errors import Invalid

NEUTRAL = "#3d4654"
LIGHT_PAGE, LIGHT_CARD, LIGHT_INK = "#f7f7f5", "#ffffff", "#1b1d21"
DARK_PAGE, DARK_CARD, DARK_INK = "#131518", "#1c1f23", "#eceef0"
READABLE = 4.5
VISIBLE = 3.0
STRONG = 9.0
NEARLY_BLACK, NEARLY_WHITE = 0.1, 0.93
# Where sRGB's curve turns from a line into a power, encoded and linear.
KNEE, LINEAR_KNEE = 0.04045, 0.0031308
ROUNDING = 0.0005
CHROMA_STEP = 0.002

Rgb = tuple[float, float, float]


class InvalidColour(Invalid):
    """Raised for what is not a colour in hexadecimal."""

    code = "invalid_colour"


@dataclass(frozen=True, slots=True)
class Colours:
    """The brand on one kind of surface. `edge` outlines the button where its own colour would hardly show."""

    accent: str
    heading: str
    button: str
    button_hover: str
    on_button: str
    edge: str
    tint: str
    tint_edge: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The brand on white and on dark."""

    light: Colours
    dark: Colours


def palette(colour: str) -> Palette:
    """Derive a brand's colours; text reaches 4.5:1 on page, card and tint, and what must be seen reaches 3:1."""
    brand = parse(colour)
    return Palette(light=_on_light(brand), dark=_on_dark(brand))


def brand_css(colours: Palette) -> str:
    """Write the stylesheet that dresses the pages in these colours, on light and on dark screens."""
    light, dark = _declarations(colours.light), _declarations(colours.dark)
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def dress_css(colour: str) -> str:
    """Write the stylesheet that dresses samples in this colour, `.dress` on light and `.dress.dark` on dark.

    What is no colour dresses them neutrally.
    """
    try:
        worn = palette(parse(colour))
    except InvalidColour:
        worn = palette(NEUTRAL)
    light, dark = _declarations(worn.light), _declarations(worn.dark)
    return f".dress{{{light}}}\n.dress.dark{{{dark}}}\n"


def parse(colour: str) -> str:
    """`#RGB` or `#RRGGBB`, in any case and with or without the #, as lower-case `#rrggbb`."""
    digits = colour.strip().removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise InvalidColour(f"{colour!r} is not a colour; write it as #1f6f54.", field="colour")
    if len(digits) == len("rgb"):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}"


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _on_light(brand: str) -> Colours:
    tint = _tone(brand, lightness=0.965, most_chroma=0.02)
    surfaces = (LIGHT_PAGE, LIGHT_CARD, tint)
    accent = _first(_darker(brand), lambda shade: _stands_out(shade, surfaces, READABLE))
    button, on_button = _button(brand)
    return Colours(
        accent=accent,
        heading=_first(_darker(brand), lambda shade: _stands_out(shade, surfaces, STRONG)),
        button=button,
        button_hover=_hover(button, on_button),
        on_button=on_button,
        edge=button if _stands_out(button, surfaces, VISIBLE) else accent,
        tint=tint,
        tint_edge=_tone(brand, lightness=0.88, most_chroma=0.06),
    )


def _on_dark(brand: str) -> Colours:
    tint = _tone(brand, lightness=0.27, most_chroma=0.03)
    surfaces = (DARK_PAGE, DARK_CARD, tint)
    button, on_button = _button(_first(_lighter(brand), lambda shade: _stands_out(shade, surfaces, VISIBLE)))
    accent = _first(_lighter(brand), lambda shade: _stands_out(shade, surfaces, READABLE))
    return Colours(
        accent=accent,
        heading=_first(_lighter(brand), lambda shade: _stands_out(shade, surfaces, STRONG)),
        button=button,
        button_hover=_hover(button, on_button),
        on_button=on_button,
        edge=button if _stands_out(button, surfaces, VISIBLE) else accent,
        tint=tint,
        tint_edge=_tone(brand, lightness=0.4, most_chroma=0.06),
    )


def _button(brand: str) -> tuple[str, str]:
    """Return a background as close to the brand as possible, and the text colour that is readable on it."""
    if contrast(brand, "#ffffff") < VISIBLE:
        return brand, LIGHT_INK
    # Between 3:1 and 4.5:1 a touch darker looks more like the brand than black text on it would.
    return _first(_darker(brand), lambda shade: contrast(shade, "#ffffff") >= READABLE), "#ffffff"


def _hover(button: str, on_button: str) -> str:
    lightness, chroma, hue = _lch(button)
    away_from_text = -0.05 if on_button == "#ffffff" else 0.05
    # Black and white have nowhere further to go, and contrast to spare.
    step = away_from_text if NEARLY_BLACK < lightness < NEARLY_WHITE else -2 * away_from_text
    return _hex_of_lch(lightness + step, chroma, hue)


def _stands_out(shade: str, surfaces: tuple[str, ...], ratio: float) -> bool:
    return all(contrast(shade, surface) >= ratio for surface in surfaces)


def _first(shades: Iterator[str], fits: Callable[[str], bool]) -> str:
    return next(shade for shade in shades if fits(shade))


def _darker(colour: str) -> Iterator[str]:
    """Yield the colour itself, then ever darker shades of its hue down to black."""
    yield colour
    lightness, chroma, hue = _lch(colour)
    for percent in range(int(lightness * 100), -1, -1):
        yield _hex_of_lch(percent / 100, chroma, hue)


def _lighter(colour: str) -> Iterator[str]:
    """Yield the colour itself, then ever lighter shades of its hue up to white."""
    yield colour
    lightness, chroma, hue = _lch(colour)
    for percent in range(math.ceil(lightness * 100), 101):
        yield _hex_of_lch(percent / 100, chroma, hue)


def _tone(colour: str, *, lightness: float, most_chroma: float) -> str:
    """Return a quiet background of the brand's hue; a greyish brand's stays greyish."""
    _, chroma, hue = _lch(colour)
    return _hex_of_lch(lightness, min(chroma * 0.4, most_chroma), hue)


def _declarations(colours: Colours) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in asdict(colours).items())


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _decode(red), _decode(green), _decode(blue)


def _decode(channel: float) -> float:
    return channel / 12.92 if channel <= KNEE else float(((channel + 0.055) / 1.055) ** 2.4)


def _encode(channel: float) -> float:
    return channel * 12.92 if channel <= LINEAR_KNEE else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _lch(colour: str) -> tuple[float, float, float]:
    """Return lightness 0 to 1, chroma and hue in radians, by Ottosson's OKLab matrices."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex_of_lch(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour, with as much of the chroma as a screen can show at this lightness."""
    while chroma > 0 and not _on_screen(_linear_of_lch(lightness, chroma, hue)):
        chroma = max(chroma - CHROMA_STEP, 0)
    channels = (_encode(min(max(channel, 0.0), 1.0)) for channel in _linear_of_lch(lightness, chroma, hue))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _on_screen(rgb: Rgb) -> bool:
    return all(-ROUNDING <= channel <= 1 + ROUNDING for channel in rgb)


def _linear_of_lch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
