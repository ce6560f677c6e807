"""The page of a job that has an appointment, by a name that says its state."""

from dataclasses import replace

from services.portal.pages import appointment_views, quote_views, views
from services.portal.pages.rendering import Page

APPOINTMENT = appointment_views.ShownAppointment(
    starts_at="2026-12-03T15:00:00.000000Z",
    ends_at="2026-12-03T18:00:00.000000Z",
    called_off=False,
    can_ask=True,
    earliest="2026-11-23",
)
WISH = appointment_views.Wish(days=("2026-12-07", "2026-12-08"), note="After school, please.")
_REFUSED = views.FieldError(field="day_1", message="The day must not be over; 2026-11-01 is.")


def appointment_pages(accepted: quote_views.QuotePage) -> dict[str, tuple[str, Page]]:
    """The `accepted` page as its appointment has it."""
    at = replace(accepted, appointment=APPOINTMENT)
    states: dict[str, quote_views.QuotePage] = {
        "set": at,
        "asked": replace(at, appointment=replace(APPOINTMENT, can_ask=False, wish=WISH)),
        "kept": replace(at, appointment=replace(APPOINTMENT, explanation="It is booked.\n\nWe are sorry.")),
        "called-off": replace(at, appointment=replace(APPOINTMENT, can_ask=False, called_off=True)),
        "with-errors": replace(at, errors=(_REFUSED,), form={"day_1": "2026-11-01", "day_note": "After <school>"}),
    }
    return {f"proposal-appointment-{state}": ("customer/quote.html", page) for state, page in states.items()}
