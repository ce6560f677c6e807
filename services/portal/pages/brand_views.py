"""What the pages of brands are given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.domain.brand import NEUTRAL, contrast, palette
from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLine:
    """One brand of the list. Only that which is no default, and is in use, can be retired."""

    url: str
    name: str
    colour: str
    logo_url: str | None = None
    is_default: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandsPage:
    """`office/settings_brands.html`: each line's `url` is also what `/default`, `/retire` and `/take-back` are posted to."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    lines: Sequence[BrandLine]
    problem: str | None = None
    new_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandPage:
    """`office/settings_brand.html`: a POST to `action` of name, accent_color, a file as logo, and remove_logo.

    By the button `do` is preview it saves nothing. `look_url` with a colour after it is the stylesheet of the preview.
    """

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    back_url: str
    look_url: str
    company: str
    heading: str
    name: str = ""
    colour: str = NEUTRAL
    logo_url: str | None = None
    saved: bool = False
    errors: Sequence[FieldError] = ()
    action: str | None = None

    @property
    def readable(self) -> str:
        """How well the text on the button stands out, such as 5.2."""
        light = palette(self.colour).light
        return f"{contrast(light.button, light.on_button):.1f}"

    @property
    def is_moved(self) -> bool:
        """Whether the button is another shade than the colour itself, so that its text can be read."""
        return palette(self.colour).light.button != self.colour
