"""What businesses may write about invoices, receipts and rewards."""

from collections.abc import Mapping

from services.notifications.domain.wording import Place
from services.notifications.domain.written import (
    COMPANY,
    CUSTOMER,
    LINK,
    LOOK,
    NUMBER,
    OF_A_CUSTOMER,
    TITLE,
    Written,
    words,
)

_DUE = Place("amount_due", "amount_due|money(currency) if amount_due else ''")
_DUE_ON = Place("due_on", "due_on|day")
_OF_AN_INVOICE = {
    **OF_A_CUSTOMER,
    "number": "INV-2001",
    "kind": "invoice",
    "amount_due": 61_250,
    "due_on": "2026-12-01",
    "cause": "sent",
    "days_overdue": 7,
}

OF_MONEY: Mapping[str, Written] = {
    "invoice_due": Written(
        "An invoice is sent, or due soon",
        (CUSTOMER, COMPANY, NUMBER, TITLE, _DUE, _DUE_ON, LINK),
        {
            "en": words(
                "en",
                "Your invoice {number} from {company}",
                "Here is your invoice for {title}.",
                "Amount due: {amount_due}, until {due_on}.",
                "{link}",
            ),
            "es": words(
                "es",
                "Su factura {number} de {company}",
                "Aquí tiene su factura por {title}.",
                "Importe: {amount_due}, hasta el {due_on}.",
                "{link}",
            ),
        },
        LOOK,
        _OF_AN_INVOICE,
    ),
    "invoice_overdue": Written(
        "An invoice is overdue",
        (CUSTOMER, COMPANY, NUMBER, TITLE, _DUE, _DUE_ON, LINK),
        {
            "en": words(
                "en",
                "Your invoice {number} is overdue",
                "The invoice for {title} was due on {due_on}, and {amount_due} of it is still open.",
                "{link}",
                "If you have paid it meanwhile, there is nothing you need to do.",
            ),
            "es": words(
                "es",
                "Su factura {number} ha vencido",
                "La factura por {title} venció el {due_on}, y quedan {amount_due} por pagar.",
                "{link}",
                "Si ya la ha pagado, no tiene que hacer nada.",
            ),
        },
        LOOK,
        _OF_AN_INVOICE,
    ),
    "receipt_customer": Written(
        "A receipt",
        (
            CUSTOMER,
            COMPANY,
            NUMBER,
            TITLE,
            Place("total", "total|money(currency)", required=True),
            Place("paid_on", "paid_at|moment"),
            Place("paid_by", "payment_method|method"),
            Place("link", "receipt_link|tagged if receipt_link else ''", is_link=True),
        ),
        {
            "en": words(
                "en",
                "Receipt {number} from {company}",
                "Thank you. Your payment for {title} has arrived.",
                "Paid: {total}, on {paid_on}, by {paid_by}.",
                "{link}",
            ),
            "es": words(
                "es",
                "Recibo {number} de {company}",
                "Gracias. Hemos recibido su pago por {title}.",
                "Pagado: {total}, el {paid_on}, por {paid_by}.",
                "{link}",
            ),
        },
        {"en": "View your receipt", "es": "Ver su recibo"},
        {
            **_OF_AN_INVOICE,
            "total": 61_250,
            "paid_at": "2026-11-23T17:00:00Z",
            "payment_method": "card",
            "receipt_link": "https://portal.example/l/sample",
        },
    ),
    "invoices_found": Written(
        "Open invoices that a customer has looked up",
        (
            Place("customer_name", "customer_names[0]|named if customer_names|length == 1 else ''"),
            COMPANY,
            Place("links", "invoices|listed", required=True, is_link=True),
        ),
        {
            "en": words(
                "en",
                "Your open invoices from {company}",
                "These are all the invoices that are open for you:",
                "{links}",
                "You get this because somebody entered your email address on our website.",
            ),
            "es": words(
                "es",
                "Sus facturas pendientes de {company}",
                "Estas son todas las facturas que tiene pendientes:",
                "{links}",
                "Recibe este mensaje porque alguien escribió su correo en nuestro sitio web.",
            ),
        },
        LOOK,
        {
            "customer_names": ["Dana Fox"],
            "invoices": [
                _OF_AN_INVOICE,
                {**_OF_AN_INVOICE, "number": "INV-2002", "title": "Gutters", "link": "https://portal.example/l/second"},
            ],
        },
    ),
    "reward_approved": Written(
        "A reward is granted",
        (CUSTOMER, COMPANY, Place("amount", "amount|money(currency)", required=True)),
        {
            "en": words(
                "en",
                "{amount} from {company}, for you",
                "Thank you for recommending us, or for coming by a recommendation: {amount} is yours.",
                "It is taken off an invoice of yours; there is nothing you need to do.",
            ),
            "es": words(
                "es",
                "{amount} de {company}, para usted",
                "Gracias por recomendarnos, o por venir por recomendación: {amount} son para usted.",
                "Se descuenta de una de sus facturas; no tiene que hacer nada.",
            ),
        },
        LOOK,
        {**OF_A_CUSTOMER, "amount": 5_000, "side": "referrer"},
    ),
}
