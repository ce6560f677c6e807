"""What businesses may write after a job, about reviews and recommendations, and to who signs in."""

from collections.abc import Mapping

from services.notifications.domain.wording import Place
from services.notifications.domain.written import COMPANY, CUSTOMER, LINK, LOOK, OF_A_CUSTOMER, TITLE, Written, words

OF_PEOPLE: Mapping[str, Written] = {
    "follow_up": Written(
        "After a job",
        (
            CUSTOMER,
            COMPANY,
            TITLE,
            Place("review_link", "review_url|tagged if review_url else ''", is_link=True),
            Place("amount_due", "amount_due|money(currency) if pay_url else ''"),
            Place("pay_link", "pay_url|tagged if pay_url else ''", is_link=True),
            Place("refer_link", "refer_url|tagged if refer_url else ''", is_link=True),
        ),
        {
            "en": words(
                "en",
                "{company}: thank you for having us",
                "Our work for you is done. Thank you for having us!",
                "How did we do? Leave a review: {review_link}",
                "Still to be paid, {amount_due}: {pay_link}",
                "You know somebody who needs us? {refer_link}",
            ),
            "es": words(
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
    "review_link": Written(
        "A fresh link to review a job",
        (CUSTOMER, COMPANY, TITLE, LINK),
        {
            "en": words(
                "en", "A fresh link to review {company}", "Here is the link you asked for, to review {title}.", "{link}"
            ),
            "es": words(
                "es",
                "Un nuevo enlace para opinar sobre {company}",
                "Este es el enlace que pidió, para opinar sobre {title}.",
                "{link}",
            ),
        },
        {"en": "Leave a review", "es": "Dejar una reseña"},
        OF_A_CUSTOMER,
    ),
    "review_answered": Written(
        "An answer to a review",
        (
            Place("customer_name", "author_name|named"),
            COMPANY,
            Place("author", "answered_by|named"),
            Place("review", "text|quoted if text else ''"),
            Place("answer", "answer|quoted", required=True),
        ),
        {
            "en": words(
                "en",
                "About your review of {company}",
                "Thank you for telling us what you think.",
                "You wrote: {review}",
                "{author}: {answer}",
            ),
            "es": words(
                "es",
                "Sobre su reseña de {company}",
                "Gracias por decirnos lo que piensa.",
                "Usted escribió: {review}",
                "{author}: {answer}",
            ),
        },
        LOOK,
        {
            "author_name": "Dana Fox",
            "rating": 4,
            "text": "Quick and tidy.",
            "answer": "Thank you, Dana!",
            "answered_by": "Miguel",
        },
    ),
    "referral_link": Written(
        "A link to recommend the business",
        (CUSTOMER, COMPANY, Place("link", "share_url", required=True, is_link=True)),
        {
            "en": words(
                "en",
                "Your link to recommend {company}",
                "Thank you for recommending us. Send this link to whoever needs us: {link}",
            ),
            "es": words(
                "es",
                "Su enlace para recomendar {company}",
                "Gracias por recomendarnos. Envíe este enlace a quien nos necesite: {link}",
            ),
        },
        {"en": "Open it", "es": "Abrir"},
        {"customer_name": "Dana Fox", "code": "ABCD2345", "share_url": "https://portal.example/r/ABCD2345"},
    ),
    "sign_in": Written(
        "Signing in",
        (
            Place("customer_name", "name|named if name else ''"),
            COMPANY,
            Place("code", "code", required=True),
            Place("link", "login_url|tagged if login_url else ''", is_link=True),
        ),
        {
            "en": words(
                "en",
                "{code} is your code for {company}",
                "This link signs you in. It works once, for ten minutes:",
                "{link}",
                "Or type this code where you asked for it: {code}",
                "If it was not you, there is nothing to do. Never tell the code to anybody, not even to us.",
            ),
            "es": words(
                "es",
                "{code} es su código para {company}",
                "Este enlace le da acceso. Funciona una vez, durante diez minutos:",
                "{link}",
                "O escriba este código donde lo pidió: {code}",
                "Si no fue usted, no tiene que hacer nada. No diga el código a nadie, ni siquiera a nosotros.",
            ),
        },
        {"en": "Sign in", "es": "Entrar"},
        {"name": "Dana Fox", "code": "123456", "login_path": "https://portal.example/customer/login/sample"},
    ),
}
