"""What businesses may write in text messages: with the places of the letter about the same, on one line."""

from collections.abc import Mapping

from services.notifications.domain.wording import Words
from services.notifications.domain.written import Written

_FIRST: Mapping[str, Mapping[str, str]] = {
    "estimate_sent": {
        "en": "{company}: your estimate {title} is ready.\n\nSee and sign it: {link}",
        "es": "{company}: su presupuesto {title} está listo.\n\nVéalo y fírmelo: {link}",
    },
    "estimate_reminder": {
        "en": "{company}: your estimate {title} is waiting for you. {link}",
        "es": "{company}: su presupuesto {title} le espera. {link}",
    },
    "estimate_accepted_customer": {
        "en": "{company}: thank you, you have accepted {title}.\n\nYour copy: {link}",
        "es": "{company}: gracias, ha aceptado {title}.\n\nSu copia: {link}",
    },
    "note_answered": {
        "en": "{company} about {number}: {answer}\n\nTo answer: {link}",
        "es": "{company} sobre {number}: {answer}\n\nPara responder: {link}",
    },
    "appointment_set": {
        "en": "{company}: your appointment for {title} is on {day}, {hours}.\n\nYour calendar file, or another time: {link}",
        "es": "{company}: su cita para {title} es el {day}, {hours}.\n\nArchivo para su calendario, u otro horario: {link}",
    },
    "appointment_kept": {
        "en": "{company}: we are sorry that we cannot change your appointment. It stays on {day}, {hours}. {answer}\n\n{link}",
        "es": "{company}: lamentamos no poder cambiar su cita. Sigue siendo el {day}, {hours}. {answer}\n\n{link}",
    },
    "appointment_cancelled": {
        "en": "{company}: your appointment for {title} on {day} does not take place.\n\n{reason}\n\nTo answer: {link}",
        "es": "{company}: su cita para {title} del {day} se cancela.\n\n{reason}\n\nPara responder: {link}",
    },
    "proposals_found": {
        "en": "{company}: your links, as asked for.\n\n{links}",
        "es": "{company}: sus enlaces, como los pidió.\n\n{links}",
    },
    "holiday_lights_found": {
        "en": "{company}: your holiday lights, as asked for.\n\n{links}",
        "es": "{company}: sus luces navideñas, como las pidió.\n\n{links}",
    },
    "invoice_due": {
        "en": "{company}: your invoice {number}, {title}.\n\nAmount due: {amount_due}, until {due_on}.\n\n{link}",
        "es": "{company}: su factura {number}, {title}.\n\nImporte: {amount_due}, hasta el {due_on}.\n\n{link}",
    },
    "invoice_overdue": {
        "en": "{company}: {number} was due on {due_on}, and {amount_due} is still open. {link}",
        "es": "{company}: {number} venció el {due_on} y quedan {amount_due} por pagar. {link}",
    },
    "receipt_customer": {
        "en": "{company}: thank you, we have received {total} for {number}.\n\nYour receipt: {link}",
        "es": "{company}: gracias, hemos recibido {total} por {number}.\n\nSu recibo: {link}",
    },
    "follow_up": {
        "en": "{company}: thank you for having us!\n\nHow did we do? {review_link}\n\nStill to be paid, {amount_due}: {pay_link}",
        "es": "{company}: gracias por su confianza.\n\n¿Qué tal lo hicimos? {review_link}\n\nPor pagar, {amount_due}: {pay_link}",
    },
    "reward_approved": {
        "en": "{company}: thank you, {amount} is yours. It is taken off an invoice of yours.",
        "es": "{company}: gracias, {amount} son para usted. Se descuentan de una de sus facturas.",
    },
    "sign_in": {
        "en": "{code} is your code for {company}, good for ten minutes.\n\nOr sign in here: {link}",
        "es": "{code} es su código para {company}; vale diez minutos.\n\nO entre aquí: {link}",
    },
}


def texts_of(letters: Mapping[str, Written]) -> Mapping[str, Written]:
    """The text messages there are, each beside its letter."""
    return {template: _text(letters[template], first) for template, first in _FIRST.items()}


def _text(letter: Written, first: Mapping[str, str]) -> Written:
    said = {language: Words("", "", body) for language, body in first.items()}
    return Written(f"{letter.name}, as a text", letter.places, said, {}, letter.example, is_text=True)
