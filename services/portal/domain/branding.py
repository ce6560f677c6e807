"""A brand on file: the name, colours and logo that dress a workspace's pages, emails and PDFs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain import brand
from services.portal.domain.base import Base, belongs_to
from services.portal.domain.errors import BrandRetired, DefaultBrand
from services.portal.domain.logo import Logo
from services.portal.domain.text import read_text
from shared.ids import new_id
from shared.words import say

MAX_NAME = 80


class Brand(Base, kw_only=True):
    """One of the brands of a workspace; the default one dresses its portal."""

    __tablename__ = "brands"
    __table_args__ = (
        Index(
            "uq_brands_default",
            "workspace_id",
            unique=True,
            postgresql_where=text("is_default"),
            sqlite_where=text("is_default"),
        ),
        Index(None, "workspace_id"),
    )

    id: Mapped[UUID] = mapped_column("brand_id", primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    name: Mapped[str]
    accent_color: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
    secondary_color: Mapped[str | None] = mapped_column(default=None)
    logo: Mapped[bytes | None] = mapped_column(default=None, deferred=True)
    logo_type: Mapped[str | None] = mapped_column(default=None)
    logo_version: Mapped[str | None] = mapped_column(default=None)
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when nothing new is dressed by it."""

    def rename(self, name: str) -> None:
        """Called otherwise from now on."""
        self.name = read_text(name, "name", limit=MAX_NAME)

    def paint(self, accent: str, secondary: str | None) -> None:
        """In these colours from now on; raises `InvalidColour`."""
        self.accent_color = _colour(accent, "accent_color")
        self.secondary_color = _colour(secondary, "secondary_color") if secondary else None

    def wear(self, logo: Logo | None) -> None:
        """With this logo, or without any, from now on."""
        self.logo = logo.content if logo else None
        self.logo_type = logo.media_type if logo else None
        self.logo_version = logo.version if logo else None

    def retire(self, now: datetime) -> None:
        """Offered nowhere from now on; raises `DefaultBrand` for the one that dresses the portal."""
        if self.is_default:
            raise DefaultBrand(
                say("This brand dresses your portal. Have another one dress it first, then retire this one."),
                field="retired",
            )
        self.retired_at = self.retired_at or now

    def take_back(self) -> None:
        """Offered again from now on."""
        self.retired_at = None

    def may_be_default(self) -> None:
        """Raises `BrandRetired` for one that is not in use."""
        if self.retired_at is not None:
            raise BrandRetired(say("This brand is retired. Take it back first."), field="is_default")


def new_brand(workspace_id: UUID, *, name: str, accent: str, secondary: str | None, now: datetime) -> Brand:
    """A brand that is not the default yet; raises an error that names the field at fault."""
    made = Brand(
        id=new_id(), workspace_id=workspace_id, name="", accent_color=brand.NEUTRAL, is_default=False, created_at=now
    )
    made.rename(name)
    made.paint(accent, secondary)
    return made


def _colour(given: str, field: str) -> str:
    try:
        return brand.parse(given)
    except brand.InvalidColour as error:
        raise brand.InvalidColour(error.message, field=field) from None
