"""What the office does by way of the other services: which calls are acts, of what kind, and in which words."""

import re
from dataclasses import dataclass

from shared.words import say

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of `activity.KINDS`, and what was done."""

    kind: str
    act: str


_NO_ACT = {
    "POST estimates/totals",
    "POST estimates/{}/preview/accept",
    "POST inbox/read",
    "POST settings/billing/check",
    "POST settings/templates/preview",
}
"""What changes nothing, or nothing of anybody else's."""
_ACTS = {
    "POST customers": Act("customers", "add"),
    "PATCH customers/{}": Act("customers", "change"),
    "POST customers/{}/contacts": Act("customers", "add_contact"),
    "PATCH customers/{}/contacts/{}": Act("customers", "change_contact"),
    "DELETE customers/{}/contacts/{}": Act("customers", "remove_contact"),
    "POST customers/{}/links/revoke": Act("customers", "withdraw_links"),
    "PATCH leads/{}": Act("leads", "change"),
    "POST leads/{}/estimate": Act("leads", "make_estimate"),
    "POST estimates": Act("estimates", "add"),
    "PATCH estimates/{}": Act("estimates", "change"),
    "POST estimates/{}/duplicate": Act("estimates", "copy"),
    "POST estimates/{}/send": Act("estimates", "send"),
    "POST estimates/{}/void": Act("estimates", "void"),
    "POST estimates/{}/notes": Act("estimates", "answer"),
    "POST estimates/{}/links/revoke": Act("estimates", "withdraw_links"),
    "POST estimates/{}/attachments": Act("estimates", "add_file"),
    "PATCH estimates/{}/attachments/{}": Act("estimates", "change_file"),
    "DELETE estimates/{}/attachments/{}": Act("estimates", "remove_file"),
    "PUT jobs/{}/appointment": Act("jobs", "schedule"),
    "POST jobs/{}/appointment/cancel": Act("jobs", "cancel_appointment"),
    "POST jobs/{}/appointment/keep": Act("jobs", "keep_appointment"),
    "POST jobs/{}/complete": Act("jobs", "complete"),
    "POST jobs/{}/attachments": Act("jobs", "add_file"),
    "PATCH jobs/{}/attachments/{}": Act("jobs", "change_file"),
    "DELETE jobs/{}/attachments/{}": Act("jobs", "remove_file"),
    "POST invoices": Act("invoices", "add"),
    "PATCH invoices/{}": Act("invoices", "change"),
    "DELETE invoices/{}": Act("invoices", "delete"),
    "POST invoices/{}/issue": Act("invoices", "issue"),
    "POST invoices/{}/send": Act("invoices", "send"),
    "POST invoices/{}/remind": Act("invoices", "remind"),
    "POST invoices/{}/void": Act("invoices", "void"),
    "POST invoices/{}/payments": Act("invoices", "record_payment"),
    "POST invoices/{}/refunds": Act("invoices", "refund"),
    "POST invoices/{}/links/revoke": Act("invoices", "withdraw_links"),
    "DELETE invoices/card": Act("invoices", "remove_card"),
    "POST invoices/{}/attachments": Act("invoices", "add_file"),
    "PATCH invoices/{}/attachments/{}": Act("invoices", "change_file"),
    "DELETE invoices/{}/attachments/{}": Act("invoices", "remove_file"),
    "POST invoices/discrepancies/{}/resolve": Act("invoices", "resolve"),
    "POST reviews/{}/answer": Act("reviews", "answer"),
    "POST reviews/{}/close": Act("reviews", "close"),
    "POST reviews/links/revoke": Act("reviews", "withdraw_links"),
    "POST referrals": Act("referrals", "add"),
    "POST referrals/programmes": Act("referrals", "start_program"),
    "POST referrals/programmes/{}/end": Act("referrals", "end_program"),
    "POST rewards/{}/approve": Act("referrals", "approve_reward"),
    "POST rewards/{}/decline": Act("referrals", "decline_reward"),
    "POST rewards/{}/redeem": Act("referrals", "redeem_reward"),
    "POST deliveries/{}/retry": Act("messages", "send_again"),
    "DELETE suppressions": Act("messages", "lift_suppression"),
    "PATCH settings/notifications": Act("settings", "change_messages"),
    "PATCH settings/templates": Act("settings", "change_texts"),
    "PATCH settings/billing/terms": Act("settings", "change_terms"),
    "POST settings/billing/connect": Act("billing", "connect"),
    "POST settings/billing/onboard": Act("billing", "connect"),
    "POST settings/billing/key": Act("billing", "give_key"),
    "POST settings/billing/webhook": Act("billing", "renew_webhook"),
    "POST settings/billing/disconnect": Act("billing", "disconnect"),
}
WORDS = {
    "add": say("Added"),
    "add_contact": say("Added a contact"),
    "add_file": say("Added a file"),
    "answer": say("Answered"),
    "approve_reward": say("Approved a reward"),
    "cancel_appointment": say("Cancelled the appointment"),
    "change": say("Changed"),
    "change_contact": say("Changed a contact"),
    "change_file": say("Changed a file"),
    "change_messages": say("Changed when messages go out"),
    "change_terms": say("Changed the payment terms"),
    "change_texts": say("Changed the text of a message"),
    "close": say("Closed the case"),
    "complete": say("Completed"),
    "connect": say("Connected Stripe"),
    "copy": say("Copied"),
    "decline_reward": say("Declined a reward"),
    "delete": say("Deleted"),
    "disconnect": say("Disconnected Stripe"),
    "end_program": say("Ended a program"),
    "give_key": say("Put in a Stripe key"),
    "invite": say("Invited somebody"),
    "issue": say("Issued"),
    "keep_appointment": say("Kept the appointment"),
    "lift_suppression": say("Allowed messages to an address again"),
    "make_estimate": say("Made an estimate"),
    "record_payment": say("Recorded a payment"),
    "redeem_reward": say("Redeemed a reward"),
    "refund": say("Refunded a payment"),
    "remind": say("Sent a reminder"),
    "remove": say("Removed"),
    "remove_card": say("Removed a saved card"),
    "remove_contact": say("Removed a contact"),
    "remove_file": say("Removed a file"),
    "renew_webhook": say("Replaced the Stripe webhook"),
    "resolve": say("Settled a difference"),
    "revoke": say("Revoked"),
    "schedule": say("Scheduled"),
    "send": say("Sent"),
    "send_again": say("Sent a message again"),
    "start_program": say("Started a program"),
    "void": say("Voided"),
    "withdraw_invitation": say("Withdrew an invitation"),
    "withdraw_links": say("Withdrew links"),
}


def act_of(method: str, path: str) -> Act | None:
    """What a call does, if it is an act: `path` is the service's, ids and all."""
    return _ACTS.get(_name(method, path))


def is_known(method: str, path: str) -> bool:
    """Whether it is said of a call that changes something which act it is, or that it is none."""
    return _name(method, path) in _NO_ACT or act_of(method, path) is not None


def first_id(path: str) -> str | None:
    """The record that a path names, if it names one."""
    found = _ID.search(path)
    return found[0] if found else None


def _name(method: str, path: str) -> str:
    return f"{method.upper()} {_ID.sub('{}', path.strip('/'))}"
