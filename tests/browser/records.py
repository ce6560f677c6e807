"""A record of every type, with what a business of that trade would put into it."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from tests.support.story import Office, Sent, line

Json = dict[str, Any]
TAX = "0.0825"
TYPES: dict[str, Json] = {
    "generic": {
        "title": "House wash and gutters",
        "line_items": [
            line("Soft wash, all four sides", 42_000, tax_rate=TAX) | {"scope": "Plants are covered and rinsed."},
            line("Gutters cleared and flushed", 18_500, tax_rate=TAX),
        ],
        "discount": {"kind": "percent", "value": "5"},
        "deposit": {"kind": "percent", "value": "25"},
        "terms": "The balance is due when the work is done.",
    },
    "asphalt": {
        "title": "Driveway: cracks, patches and seal coat",
        "line_items": [
            line("Crack filling, hot rubber", 185, quantity="640", tax_rate=TAX)
            | {"scope": "Routed, blown out and filled.\nCracks under 1/8 inch are left to the seal coat."},
            line("Patching, saw cut", 1_450, quantity="96.5", tax_rate=TAX),
            line("Seal coat, two coats", 24, quantity="4200", tax_rate=TAX),
            line("Striping", 32_000, optional=True),
        ],
        "deposit": None,
        "terms": "Keep off for 24 hours.\n\nWe come back once at no cost where the seal coat has not taken.",
    },
    "residential": {
        "title": "Spring cleaning outside",
        "options": [
            {"name": "Basic", "description": "Walls and walkways.", "line_items": [line("Walls and walkways", 38_000)]},
            {
                "name": "Complete",
                "description": "Walls, walkways, windows and the deck.",
                "line_items": [line("Walls and walkways", 38_000), line("Windows", 16_000), line("Deck", 22_000)],
                "discount": {"kind": "percent", "value": "10"},
                "recommended": True,
            },
        ],
        "deposit": None,
    },
    "fleet": {
        "title": "Washing 14 vans and 3 trucks",
        "line_items": [
            line("Van, outside", 3_500, quantity="14", tax_rate=TAX),
            line("Box truck, outside and bed", 8_900, quantity="3", tax_rate=TAX),
        ],
        "maintenance_plans": [
            {
                "name": "Every month",
                "visits_per_year": 12,
                "price_per_visit": 62_000,
                "term_months": 12,
                "renews": True,
            },
            {"name": "Every quarter", "visits_per_year": 4, "price_per_visit": 71_000, "term_months": 12},
        ],
        "deposit": None,
        "terms": "Vans stand ready from 6 PM, keys in the box.",
    },
    "commercial_building": {
        "title": "Façade and windows, Harbor Plaza, floors 1 to 9 with parking deck and loading dock",
        "line_items": [line(f"Windows, floor {floor}", 48_000 + 2_500 * floor, tax_rate=TAX) for floor in range(1, 10)]
        + [line("Boom lift", 92_000, quantity="2")],
        "deposit": {"kind": "fixed", "value": 250_000},
        "terms": "\n\n".join(f"{number}. {text}" for number, text in enumerate(["Work is done from 8 PM."] * 6, 1)),
    },
    "holiday_lights": {
        "title": "Holiday lights 2026",
        "options": [
            {"name": "Classic", "line_items": [line("Design, lights and hanging", 186_000)]},
            {
                "name": "Grand",
                "description": "The trees and the path as well.",
                "line_items": [line("Design, lights and hanging", 268_000)],
                "recommended": True,
            },
        ],
        "deposit": None,
        "holiday": {
            "style": "Warm and classic",
            "hanging_from": "November 21",
            "zones": [
                {"name": "Roof line", "light_type": "C9 LED", "colors": ["warm white"], "length_ft": 120, "count": 160},
                {"name": "Front door", "light_type": "Garland, lit", "colors": ["green", "red"], "length_ft": 18},
                {"name": "Walkway", "light_type": "Stake lights", "count": 24, "spacing_in": 18, "timer": True},
            ],
        },
    },
}


@dataclass(frozen=True)
class Mockup:
    """A photo of the property, before or after, and where in the design it belongs."""

    stage: str
    zone: str = ""
    caption: str = ""


MOCKUPS = (Mockup("before", caption="From the street"), Mockup("after"), Mockup("after", "Front door"))


def send_record(office: Office, record_type: str, *, public_token: bool) -> Sent:
    """A record of that type on its way to a new customer."""
    customer = office.add_customer()
    empty: Json = {"line_items": [], "options": [], "maintenance_plans": [], "discount": None, "terms": ""}
    content = empty | TYPES[record_type] | {"record_type": record_type, "public_token": public_token}
    drafted = office.draft(customer["customer_id"], **content)
    if record_type == "holiday_lights":
        office.call("PATCH", "/settings/account", {"holiday_lights_enabled": True})
        for mockup in MOCKUPS:
            attach(office, drafted["estimate_id"], mockup)
    sent = office.call("POST", f"/estimates/{drafted['estimate_id']}/send", {})
    return Sent(office, customer, drafted, sent["link"])


def attach(office: Office, estimate_id: str, mockup: Mockup) -> None:
    """Puts a photo of the property to the record, for the customer to see."""
    fields = {"stage": mockup.stage, "zone": mockup.zone, "caption": mockup.caption, "visible_to_customer": "true"}
    files = {"file": ("house.png", house(lit=mockup.stage == "after"))}
    answer = office.client.post(f"/estimates/{estimate_id}/attachments", files=files, data=fields)
    assert answer.status_code == 201, answer.text


def house(*, lit: bool) -> bytes:
    """A house at dusk, as a picture; with lights along its roof and around its door."""
    picture = Image.new("RGB", (1200, 900), "#27364f")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 700, 1200, 900), fill="#39424b")
    draw.rectangle((260, 400, 940, 720), fill="#8d8579")
    draw.polygon([(210, 410), (600, 190), (990, 410)], fill="#4a3f3a")
    draw.rectangle((550, 530, 650, 720), fill="#5c2b22")
    for left in (330, 760):
        draw.rectangle((left, 490, left + 110, 600), fill="#d8c27a")
    for step in range(25) if lit else ():
        for x, y in ((210 + step * 16, 410 - step * 9), (990 - step * 16, 410 - step * 9), (255 + step * 28.6, 408)):
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill="#ffdf8f")
    for step in range(8) if lit else ():
        for x in (540, 660):
            draw.ellipse((x - 7, 530 + step * 26, x + 7, 544 + step * 26), fill="#e2574c" if step % 2 else "#7fd18b")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
