"""What businesses may write about appointments."""

from collections.abc import Mapping

from services.notifications.domain.wording import Place
from services.notifications.domain.written import COMPANY, CUSTOMER, NUMBER, OF_A_CUSTOMER, TITLE, Written, words

_DAY = Place("day", "starts_at|weekday")
_HOURS = Place("hours", "starts_at|hours(ends_at)")
_TO_QUESTIONS = Place("link", "link|tagged ~ '#questions'", required=True, is_link=True)
_TO_APPOINTMENT = Place("link", "link|tagged ~ '#appointment'", required=True, is_link=True)
_OF_AN_APPOINTMENT = {**OF_A_CUSTOMER, "starts_at": "2026-12-04T14:00:00Z", "ends_at": "2026-12-04T16:00:00Z"}

OF_APPOINTMENTS: Mapping[str, Written] = {
    "appointment_set": Written(
        "An appointment is set, moved or confirmed",
        (CUSTOMER, COMPANY, NUMBER, TITLE, _DAY, _HOURS, _TO_APPOINTMENT),
        {
            "en": words(
                "en",
                "Your appointment on {day}, {title}",
                "This is when we come for {title}: {day}, {hours}.",
                "{link}",
                "The file with this message puts it into your calendar. You can ask for another time on the page.",
            ),
            "es": words(
                "es",
                "Su cita del {day}, {title}",
                "Vendremos para {title} el {day}, {hours}.",
                "{link}",
                "El archivo adjunto la añade a su calendario. Si el horario no le conviene, pida otro en la página.",
            ),
        },
        {"en": "View your appointment", "es": "Ver su cita"},
        {**_OF_AN_APPOINTMENT, "cause": "scheduled"},
    ),
    "appointment_kept": Written(
        "An appointment stays although another time was asked for",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            _DAY,
            _HOURS,
            Place("answer", "text|quoted", required=True),
            _TO_APPOINTMENT,
        ),
        {
            "en": words(
                "en",
                "Your appointment stays on {day}, {title}",
                "You asked for another time. We are sorry that we cannot change it: {answer}",
                "It stays on {day}, {hours}.",
                "{link}",
            ),
            "es": words(
                "es",
                "Su cita sigue siendo el {day}, {title}",
                "Usted pidió otro horario. Lamentamos no poder cambiarlo: {answer}",
                "Sigue siendo el {day}, {hours}.",
                "{link}",
            ),
        },
        {"en": "View your appointment", "es": "Ver su cita"},
        {**_OF_AN_APPOINTMENT, "text": "The roller is booked for Friday."},
    ),
    "appointment_cancelled": Written(
        "An appointment is called off",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            _DAY,
            _HOURS,
            Place("reason", "reason|quoted if reason else ''"),
            _TO_QUESTIONS,
        ),
        {
            "en": words(
                "en",
                "Called off: your appointment on {day}, {title}",
                "Your appointment on {day}, {hours}, does not take place.",
                "{reason}",
                "{link}",
                "The file that comes with this message takes it out of your calendar.",
            ),
            "es": words(
                "es",
                "Cancelada: su cita del {day}, {title}",
                "Su cita del {day}, {hours}, se cancela.",
                "{reason}",
                "{link}",
                "El archivo adjunto la quita de su calendario.",
            ),
        },
        {"en": "Write to us", "es": "Escríbanos"},
        {**_OF_AN_APPOINTMENT, "reason": "The crew is ill."},
    ),
}
