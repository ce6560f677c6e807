"""The messages whose words a business may change: their places, what they say at first, and an example to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.notifications.domain.errors import WordingNotFound
from services.notifications.domain.wording import Place, Words
from shared.words import NAMES


@dataclass(frozen=True, slots=True)
class Written:
    """One kind: its name, its places, a text to begin with in each language, what its button says, and an example."""

    name: str
    places: tuple[Place, ...]
    first: Mapping[str, Words]
    button: Mapping[str, str]
    example: Mapping[str, Any]


_CUSTOMER = Place("customer_name", "customer_name|named")
_COMPANY = Place("company", "brand.name|named")
_NUMBER = Place("number", "number|named")
_TITLE = Place("title", "title|named")
_LINK = Place("link", "link|tagged", required=True, is_link=True)
_EXPIRES = Place("expires_on", "expires_on|day if expires_on else ''")
_DUE = Place("amount_due", "amount_due|money(currency) if amount_due else ''")
_DUE_ON = Place("due_on", "due_on|day")
_HELLO = {"en": "Hello {customer_name},", "es": "Hola, {customer_name}:"}
_OF_A_CUSTOMER = {"customer_name": "Dana Fox", "number": "E-1001", "title": "Front lawn renovation", "currency": "USD"}
_OF_AN_INVOICE = {
    **_OF_A_CUSTOMER,
    "number": "INV-2001",
    "kind": "invoice",
    "amount_due": 61_250,
    "due_on": "2026-12-01",
    "link": "https://portal.example/l/sample",
    "cause": "sent",
    "days_overdue": 7,
}


def _words(language: str, subject: str, *paragraphs: str) -> Words:
    return Words(subject, _HELLO[language], "\n\n".join(paragraphs))


WRITTEN: Mapping[str, Written] = {
    "estimate_sent": Written(
        "An estimate is sent",
        (
            _CUSTOMER,
            _COMPANY,
            _NUMBER,
            _TITLE,
            Place("total", "total_from|money(currency) if total_from else ''"),
            _EXPIRES,
            _LINK,
        ),
        {
            "en": _words(
                "en",
                "Your estimate {number} from {company}",
                "Thank you for asking us. Here is what we would do, and what it costs: {title}, {total}.",
                "{link}",
                "It is good until {expires_on}.",
            ),
            "es": _words(
                "es",
                "Su presupuesto {number} de {company}",
                "Gracias por contar con nosotros. Esto es lo que haríamos, y lo que cuesta: {title}, {total}.",
                "{link}",
                "Es válido hasta el {expires_on}.",
            ),
        },
        {"en": "Look at it", "es": "Ver"},
        {
            **_OF_A_CUSTOMER,
            "kind": "estimate",
            "link": "https://portal.example/quote/sample",
            "total_from": 245_000,
            "expires_on": "2026-12-31",
            "cause": "sent",
        },
    ),
    "estimate_reminder": Written(
        "A reminder of an estimate",
        (_CUSTOMER, _COMPANY, _NUMBER, _TITLE, _EXPIRES, _LINK),
        {
            "en": _words(
                "en",
                "Your estimate {number} is waiting",
                "Our estimate is waiting for you: {title}. If anything is unclear, ask us on its page.",
                "{link}",
                "It is good until {expires_on}.",
            ),
            "es": _words(
                "es",
                "Su presupuesto {number} le espera",
                "Nuestro presupuesto le espera: {title}. Si algo no está claro, pregúntenos en su página.",
                "{link}",
                "Es válido hasta el {expires_on}.",
            ),
        },
        {"en": "Look at it", "es": "Ver"},
        {
            **_OF_A_CUSTOMER,
            "kind": "estimate",
            "step": "not_signed",
            "link": "https://portal.example/quote/sample",
            "expires_on": "2026-12-31",
        },
    ),
    "follow_up": Written(
        "After a job",
        (
            _CUSTOMER,
            _COMPANY,
            _TITLE,
            Place("review_link", "review_url|tagged if review_url else ''", is_link=True),
            Place("amount_due", "amount_due|money(currency) if pay_url else ''"),
            Place("pay_link", "pay_url|tagged if pay_url else ''", is_link=True),
            Place("refer_link", "refer_url|tagged if refer_url else ''", is_link=True),
        ),
        {
            "en": _words(
                "en",
                "{company}: thank you for having us",
                "Our work for you is done. Thank you for having us!",
                "How did we do? Leave a review: {review_link}",
                "Still to be paid, {amount_due}: {pay_link}",
                "You know somebody who needs us? {refer_link}",
            ),
            "es": _words(
                "es",
                "{company}: gracias por su confianza",
                "Hemos terminado nuestro trabajo. ¡Gracias por su confianza!",
                "¿Qué tal lo hicimos? Deje una reseña: {review_link}",
                "Queda por pagar {amount_due}: {pay_link}",
                "¿Conoce a alguien que nos necesite? {refer_link}",
            ),
        },
        {"en": "Open", "es": "Abrir"},
        {
            "customer_name": "Dana Fox",
            "title": "Front lawn renovation",
            "review_path": "https://portal.example/l/sample",
            "pay_path": "https://portal.example/l/pay",
            "refer_path": "https://portal.example/refer",
            "amount_due": 61_250,
            "currency": "USD",
        },
    ),
    "invoice_due": Written(
        "An invoice is sent, or due soon",
        (_CUSTOMER, _COMPANY, _NUMBER, _TITLE, _DUE, _DUE_ON, _LINK),
        {
            "en": _words(
                "en",
                "Your invoice {number} from {company}",
                "Here is your invoice for {title}.",
                "Amount due: {amount_due}, until {due_on}.",
                "{link}",
            ),
            "es": _words(
                "es",
                "Su factura {number} de {company}",
                "Aquí tiene su factura por {title}.",
                "Importe: {amount_due}, hasta el {due_on}.",
                "{link}",
            ),
        },
        {"en": "Look at it", "es": "Ver"},
        _OF_AN_INVOICE,
    ),
    "invoice_overdue": Written(
        "An invoice is overdue",
        (_CUSTOMER, _COMPANY, _NUMBER, _TITLE, _DUE, _DUE_ON, _LINK),
        {
            "en": _words(
                "en",
                "Your invoice {number} is overdue",
                "The invoice for {title} was due on {due_on}, and {amount_due} of it is still open.",
                "{link}",
                "If you have paid it meanwhile, there is nothing you need to do.",
            ),
            "es": _words(
                "es",
                "Su factura {number} ha vencido",
                "La factura por {title} venció el {due_on}, y quedan {amount_due} por pagar.",
                "{link}",
                "Si ya la ha pagado, no tiene que hacer nada.",
            ),
        },
        {"en": "Look at it", "es": "Ver"},
        _OF_AN_INVOICE,
    ),
}
"""By the template that says it otherwise."""


def kind_called(kind: str, language: str) -> Written:
    """The kind of that name, in a language that there is; raises `WordingNotFound`."""
    if kind not in WRITTEN or language not in NAMES:
        kinds, languages = ", ".join(WRITTEN), " and ".join(NAMES)
        raise WordingNotFound(f"There is no such message. There are {kinds}, each in {languages}.", field="kind")
    return WRITTEN[kind]
