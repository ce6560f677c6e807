"""What businesses may write about estimates."""

from collections.abc import Mapping

from services.notifications.domain.wording import Place
from services.notifications.domain.written import (
    COMPANY,
    CUSTOMER,
    EXPIRES,
    LINK,
    LOOK,
    NUMBER,
    OF_A_CUSTOMER,
    TITLE,
    Written,
    words,
)

_TO_QUESTIONS = Place("link", "link|tagged ~ '#questions'", required=True, is_link=True)
_RECORDS = Place("links", "records|listed", required=True, is_link=True)
_WHOSE = Place("customer_name", "customer_names[0]|named if customer_names|length == 1 else ''")
_FOUND = {
    "customer_names": ["Dana Fox"],
    "records": [
        {**OF_A_CUSTOMER, "total_from": 245_000, "expires_on": "2026-12-31"},
        {
            **OF_A_CUSTOMER,
            "number": "E-1002",
            "title": "Gutters",
            "link": "https://portal.example/l/second",
            "total_from": 45_000,
            "expires_on": None,
        },
    ],
}

OF_ESTIMATES: Mapping[str, Written] = {
    "estimate_sent": Written(
        "An estimate is sent",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            Place("total", "total_from|money(currency) if total_from else ''"),
            EXPIRES,
            LINK,
        ),
        {
            "en": words(
                "en",
                "Your estimate {number} from {company}",
                "Thank you for asking us. Here is what we would do, and what it costs: {title}, {total}.",
                "{link}",
                "It is good until {expires_on}.",
            ),
            "es": words(
                "es",
                "Su presupuesto {number} de {company}",
                "Gracias por contar con nosotros. Esto es lo que haríamos, y lo que cuesta: {title}, {total}.",
                "{link}",
                "Es válido hasta el {expires_on}.",
            ),
        },
        LOOK,
        {
            **OF_A_CUSTOMER,
            "kind": "estimate",
            "link": "https://portal.example/quote/sample",
            "total_from": 245_000,
            "expires_on": "2026-12-31",
            "cause": "sent",
        },
    ),
    "estimate_reminder": Written(
        "A reminder of an estimate",
        (CUSTOMER, COMPANY, NUMBER, TITLE, EXPIRES, LINK),
        {
            "en": words(
                "en",
                "Your estimate {number} is waiting",
                "Our estimate is waiting for you: {title}. If anything is unclear, ask us on its page.",
                "{link}",
                "It is good until {expires_on}.",
            ),
            "es": words(
                "es",
                "Su presupuesto {number} le espera",
                "Nuestro presupuesto le espera: {title}. Si algo no está claro, pregúntenos en su página.",
                "{link}",
                "Es válido hasta el {expires_on}.",
            ),
        },
        LOOK,
        {
            **OF_A_CUSTOMER,
            "kind": "estimate",
            "step": "not_signed",
            "link": "https://portal.example/quote/sample",
            "expires_on": "2026-12-31",
        },
    ),
    "estimate_accepted_customer": Written(
        "A customer has accepted",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            Place("signer_name", "signer_name|named"),
            Place("signed_on", "accepted_at|moment"),
            Place("option", "option_name|named if option_name else ''"),
            Place("total", "total|money(currency) if total else ''"),
            Place("deposit", "deposit_due|money(currency) if deposit_due else ''"),
            Place("link", "link|tagged if link else ''", is_link=True),
        ),
        {
            "en": words(
                "en",
                "Thank you: you accepted {number}, {title}",
                "Thank you for accepting {number}, {title}. This is your confirmation.",
                "Signed by {signer_name} on {signed_on}.",
                "Chosen: {option}",
                "Total: {total}",
                "Deposit due now: {deposit}",
                "{link}",
                "We will be in touch about the next step.",
            ),
            "es": words(
                "es",
                "Gracias: aceptó {number}, {title}",
                "Gracias por aceptar {number}, {title}. Esta es su confirmación.",
                "Firmado por {signer_name} el {signed_on}.",
                "Opción: {option}",
                "Total: {total}",
                "Depósito que se paga ahora: {deposit}",
                "{link}",
                "Nos pondremos en contacto con usted para el siguiente paso.",
            ),
        },
        LOOK,
        {
            **OF_A_CUSTOMER,
            "signer_name": "Dana Fox",
            "option_name": "Standard",
            "total": 245_000,
            "deposit_due": 61_250,
            "accepted_at": "2026-11-23T17:00:00Z",
        },
    ),
    "note_answered": Written(
        "An answer to a customer",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            Place("author", "author_name|named if author_name else brand.name|named"),
            Place("question", "question|quoted if question else ''"),
            Place("answer", "text|quoted", required=True),
            _TO_QUESTIONS,
        ),
        {
            "en": words(
                "en", "Our answer about {number}, {title}", "You wrote: {question}", "{author}: {answer}", "{link}"
            ),
            "es": words(
                "es",
                "Nuestra respuesta sobre {number}, {title}",
                "Usted escribió: {question}",
                "{author}: {answer}",
                "{link}",
            ),
        },
        {"en": "Read it, and write back", "es": "Leer y responder"},
        {
            **OF_A_CUSTOMER,
            "text": "Yes, the hedge is included.",
            "author_name": "Sam",
            "question": "Is the hedge included?",
        },
    ),
    "proposals_found": Written(
        "Links that a customer has looked up",
        (_WHOSE, COMPANY, _RECORDS),
        {
            "en": words(
                "en",
                "What is open for you at {company}",
                "Here is all that is open for you:",
                "{links}",
                "You get this because somebody entered your email address or phone number on our website.",
            ),
            "es": words(
                "es",
                "Lo que tiene pendiente con {company}",
                "Esto es todo lo que tiene pendiente:",
                "{links}",
                "Recibe este mensaje porque alguien escribió su correo o su teléfono en nuestro sitio web.",
            ),
        },
        LOOK,
        _FOUND,
    ),
    "holiday_lights_found": Written(
        "Holiday lights that a customer has looked up",
        (_WHOSE, COMPANY, _RECORDS),
        {
            "en": words(
                "en",
                "Your holiday lights from {company}",
                "Here is your design, with what it costs:",
                "{links}",
                "You get this because somebody entered your email address or phone number on our website.",
            ),
            "es": words(
                "es",
                "Sus luces navideñas de {company}",
                "Este es su diseño, con lo que cuesta:",
                "{links}",
                "Recibe este mensaje porque alguien escribió su correo o su teléfono en nuestro sitio web.",
            ),
        },
        LOOK,
        _FOUND,
    ),
}
