"""Brands, as they are looked up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import undefer

from services.portal.domain.branding import Brand
from services.portal.domain.errors import BrandNotFound
from services.portal.domain.logo import Logo
from shared.database.session import Session


def brands_of(session: Session, workspace_id: UUID) -> Sequence[Brand]:
    """All brands of a workspace, oldest first."""
    return session.scalars(select(Brand).where(Brand.workspace_id == workspace_id).order_by(Brand.id)).all()


def default_brand(session: Session, workspace_id: UUID) -> Brand | None:
    """The brand that dresses the portal, if there is one."""
    return session.scalar(select(Brand).where(Brand.workspace_id == workspace_id, Brand.is_default))


def brand_of(session: Session, workspace_id: UUID, brand_id: UUID) -> Brand:
    """One brand, to look at; raises `BrandNotFound`."""
    return _one(session.scalar(_mine(workspace_id, brand_id)))


def lock_brand(session: Session, workspace_id: UUID, brand_id: UUID) -> Brand:
    """One brand, held until the transaction ends; raises `BrandNotFound`."""
    return _one(session.scalar(_mine(workspace_id, brand_id).with_for_update()))


def make_default(session: Session, workspace_id: UUID, brand: Brand) -> None:
    """Has `brand` dress the portal, and no other."""
    # Flushed in this order, because at no time may two brands of a workspace be the default.
    others = update(Brand).where(Brand.workspace_id == workspace_id, Brand.is_default, Brand.id != brand.id)
    session.execute(others.values(is_default=False))
    brand.may_be_default()
    brand.is_default = True


def logo_of(session: Session, workspace_id: UUID) -> Logo | None:
    """The logo of the default brand, if it has one."""
    mine = select(Brand).where(Brand.workspace_id == workspace_id, Brand.is_default)
    return _logo(session.scalar(mine.options(undefer(Brand.logo))))


def logo_of_brand(session: Session, workspace_id: UUID, brand_id: UUID) -> Logo | None:
    """The logo of one brand, if there is one."""
    return _logo(session.scalar(_mine(workspace_id, brand_id).options(undefer(Brand.logo))))


def _mine(workspace_id: UUID, brand_id: UUID) -> Select[Brand]:
    return select(Brand).where(Brand.workspace_id == workspace_id, Brand.id == brand_id)


def _one(brand: Brand | None) -> Brand:
    if brand is None:
        raise BrandNotFound("There is no such brand in this workspace.")
    return brand


def _logo(brand: Brand | None) -> Logo | None:
    if brand is None or brand.logo is None or brand.logo_type is None:
        return None
    return Logo(brand.logo, brand.logo_type)
