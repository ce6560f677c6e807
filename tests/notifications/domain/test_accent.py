import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.accent import DARK_CARD, LIGHT_CARD, LIGHT_PAGE, accent_of, contrast

channels = st.integers(min_value=0, max_value=255)
colours = st.builds("#{:02x}{:02x}{:02x}".format, channels, channels, channels)


@pytest.mark.shows("BRD-1")
@given(colours)
def test_any_brand_can_be_read(brand: str) -> None:
    accent = accent_of(brand)

    assert contrast(accent.button, accent.on_button) >= 4.5
    assert contrast(accent.edge, LIGHT_CARD) >= 3
    assert min(contrast(accent.link, LIGHT_CARD), contrast(accent.link, LIGHT_PAGE)) >= 4.5
    assert contrast(accent.link_on_dark, DARK_CARD) >= 4.5


@pytest.mark.shows("BRD-1")
@pytest.mark.parametrize("brand", ["#1f6f54", "#0a2540", "#b23a48"])
def test_a_brand_that_can_be_read_keeps_its_colour(brand: str) -> None:
    accent = accent_of(brand)

    assert (accent.button, accent.link) == (brand, brand)


@pytest.mark.parametrize("colour", [None, "", "green", "#12", "#12345g", "red;background:url(//x)"])
def test_what_is_no_colour_is_neutral(colour: str | None) -> None:
    assert accent_of(colour) == accent_of("#3d4654")
