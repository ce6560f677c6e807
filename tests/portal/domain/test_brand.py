from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.domain.brand import (
    DARK_CARD,
    DARK_INK,
    DARK_PAGE,
    LIGHT_CARD,
    LIGHT_INK,
    LIGHT_PAGE,
    NEUTRAL,
    Colours,
    InvalidColour,
    brand_css,
    contrast,
    palette,
    parse,
)

BASE_CSS = Path("services/portal/static/base.css")
channels = st.integers(min_value=0, max_value=255)
colours = st.builds("#{:02x}{:02x}{:02x}".format, channels, channels, channels)


def least_contrast(text: str, *surfaces: str) -> float:
    return min(contrast(text, surface) for surface in surfaces)


@pytest.mark.shows("BRD-1")
@given(colours)
def test_text_and_links_are_readable_on_every_light_surface(brand: str) -> None:
    light = palette(brand).light

    assert least_contrast(light.accent, LIGHT_PAGE, LIGHT_CARD, light.tint) >= 4.5
    assert least_contrast(light.heading, LIGHT_PAGE, LIGHT_CARD, light.tint) >= 7
    assert contrast(LIGHT_INK, light.tint) >= 7


@pytest.mark.shows("BRD-1")
@given(colours)
def test_text_and_links_are_readable_on_every_dark_surface(brand: str) -> None:
    dark = palette(brand).dark

    assert least_contrast(dark.accent, DARK_PAGE, DARK_CARD, dark.tint) >= 4.5
    assert least_contrast(dark.heading, DARK_PAGE, DARK_CARD, dark.tint) >= 7
    assert contrast(DARK_INK, dark.tint) >= 7


@pytest.mark.shows("BRD-1")
@given(colours)
def test_button_text_is_readable_at_rest_and_under_the_pointer(brand: str) -> None:
    light, dark = palette(brand).light, palette(brand).dark

    assert contrast(light.on_button, light.button) >= 4.5
    assert contrast(light.on_button, light.button_hover) >= 4.5
    assert contrast(dark.on_button, dark.button) >= 4.5
    assert contrast(dark.on_button, dark.button_hover) >= 4.5


@given(colours)
def test_a_button_can_be_told_from_what_it_stands_on(brand: str) -> None:
    light, dark = palette(brand).light, palette(brand).dark

    assert least_contrast(light.edge, LIGHT_PAGE, LIGHT_CARD, light.tint) >= 3
    assert least_contrast(dark.edge, DARK_PAGE, DARK_CARD, dark.tint) >= 3


@given(colours)
def test_the_pointer_changes_every_button(brand: str) -> None:
    light, dark = palette(brand).light, palette(brand).dark

    assert light.button_hover != light.button
    assert dark.button_hover != dark.button


@pytest.mark.parametrize("brand", ["#1f6f54", "#0a1a3a", "#f97316", "#ffd400", "#7c3aed"])
def test_a_brand_that_is_readable_already_keeps_its_own_colour_on_buttons(brand: str) -> None:
    light = palette(brand).light

    assert light.button == brand


def test_a_mid_blue_is_darkened_rather_than_given_black_text() -> None:
    light = palette("#3b82f6").light

    assert (light.button, light.on_button) == ("#2a71e4", "#ffffff")


@pytest.mark.parametrize(
    ("written", "colour"),
    [("#1F6F54", "#1f6f54"), ("1f6f54", "#1f6f54"), ("#fa0", "#ffaa00"), (" #FFF ", "#ffffff")],
)
def test_colours_are_taken_as_people_write_them(written: str, colour: str) -> None:
    assert parse(written) == colour


@pytest.mark.parametrize("written", ["", "#", "green", "#12345", "#1234567", "#12345g", "#fff;}body{display:none"])
def test_refuses_what_is_not_a_colour(written: str) -> None:
    with pytest.raises(InvalidColour, match="is not a colour"):
        palette(written)


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_the_stylesheet_names_every_colour_for_light_and_for_dark_screens() -> None:
    css = brand_css(palette("#1f6f54"))

    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")
    for name in Colours.__dataclass_fields__:
        assert f"--{name.replace('_', '-')}:#" in light
        assert f"--{name.replace('_', '-')}:#" in dark


def test_without_a_brand_the_pages_wear_the_neutral_one() -> None:
    neutral = brand_css(palette(NEUTRAL))

    assert BASE_CSS.read_text("utf-8").startswith(neutral)
