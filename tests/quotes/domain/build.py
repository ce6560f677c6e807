"""Builders: values that are in order, of which a test names only what it is about."""

import struct
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.quotes.domain.customer import Customer, register
from services.quotes.domain.estimate import Estimate, draft
from services.quotes.domain.estimate_states import Status
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.offer import LineItem, MaintenancePlan, Offer, Option
from services.quotes.domain.origin import Origin

WORKSPACE = UUID("0198f000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)


def item_id(number: int) -> str:
    return f"0198f000-0000-7000-9000-{number:012d}"


def line(unit_price: int = 100_00, quantity: str = "1", tax_rate: str = "0", **rest: Any) -> LineItem:
    values: dict[str, Any] = {"description": "Gutter cleaning"} | rest
    return LineItem(quantity=Decimal(quantity), unit_price=unit_price, tax_rate=Decimal(tax_rate), **values)


def option(*lines: LineItem, name: str = "Basic", **rest: Any) -> Option:
    return Option(name=name, line_items=lines, **rest)


def plan(**rest: Any) -> MaintenancePlan:
    values: dict[str, Any] = {"name": "Quarterly", "visits_per_year": 4, "price_per_visit": 95_00, "term_months": 12}
    return MaintenancePlan(**values | rest)


def offer(*lines: LineItem, **rest: Any) -> Offer:
    values: dict[str, Any] = {"title": "House wash", "currency": "USD", "line_items": lines}
    return Offer(**values | rest)


def customer(email: str | None = "pat@example.com", phone: str | None = None) -> Customer:
    known = register(WORKSPACE, "Pat Doe", NOW)
    known.reach_at(email, phone, region="US", now=NOW)
    return known


def drafted(content: Offer | None = None) -> tuple[Estimate, EstimateVersion]:
    return draft(content or offer(line()), customer(), number="E-1001", now=NOW, by="Sam Office")


def estimate_in(status: Status, **rest: Any) -> Estimate:
    estimate, _ = drafted()
    estimate.status = status
    for name, value in rest.items():
        setattr(estimate, name, value)
    return estimate


def origin(at: datetime = NOW, **rest: Any) -> Origin:
    values: dict[str, Any] = {
        "actor_kind": "customer",
        "actor_name": "Pat Doe",
        "ip": "203.0.113.7",
        "user_agent": "Firefox",
    }
    return Origin(at=at, **values | rest)


def png(width: int = 300, height: int = 100, *, noise: bytes = b"", pixels: bytes = b"") -> bytes:
    """A small grey image with a stroke across it; `noise` makes it as large as is wanted, `pixels` are its own."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = pixels or zlib.compress(b"".join(_row(width, drawn=row == height // 2) for row in range(height)))
    chunks = [(b"IHDR", header), (b"tEXt", b"Comment\0" + noise), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in chunks)


def _row(width: int, *, drawn: bool) -> bytes:
    return b"\0" + (b"\x20" if drawn else b"\xff") * width


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
