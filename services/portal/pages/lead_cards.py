"""Leads as the console shows them: what quotes tells of one, in words, and where its forms lead."""

from typing import Any

from services.portal.pages.lead_views import STAGES, Clock, LeadCard, LeadLine

LIST = "/office/leads"
_HOUR = 60
_HURRY = 15
_NEXT = {
    "new": (("contacted", "Contacted"), ("lost", "Lost")),
    "contacted": (("quoted", "Quoted"), ("lost", "Lost")),
    "quoted": (("won", "Won"), ("lost", "Lost")),
    "won": (("quoted", "Back to quoted"),),
    "lost": (("new", "Back to new"),),
}
"""Where a lead goes from here at a press, and what the button says."""
_HAPPENED = {"created": "{who} asked for an estimate", "drafted": "{who} made an estimate"}


def card(found: dict[str, Any], *, may_change: bool, every_move: bool = False) -> LeadCard:
    """One lead; with `every_move` it can go anywhere, otherwise to where leads go from here."""
    here, status, estimate = f"{LIST}/{found['lead_id']}", found["status"], found["estimate_id"]
    anywhere = [(stage, name) for stage, name in STAGES.items() if stage != status]
    return LeadCard(
        id=found["lead_id"],
        name=found["name"],
        url=here,
        status=status,
        at=found["created_at"],
        services=found["services"],
        email=found["email"] or "",
        phone=found["phone"] or "",
        address=found["address"],
        notes=found["notes"],
        code=found["referral_code"] or "",
        clock=clock(found["minutes_left"]),
        answered_at=found["answered_at"],
        moves=anywhere if every_move else _NEXT.get(status, ()),
        move_action=f"{here}/move" if may_change else None,
        quote_action=f"{here}/estimate" if may_change and not estimate else None,
        estimate_url=f"/office/estimates/{estimate}" if estimate else None,
        customer_url=f"/office/customers/{found['customer_id']}" if found["customer_id"] else None,
    )


def clock(minutes_left: int | None) -> Clock | None:
    """What is left of the hour, or how long it has been over; nothing once somebody has been answered."""
    if minutes_left is None:
        return None
    if minutes_left >= 0:
        return Clock(words=f"{minutes_left} min left", tone="active" if minutes_left > _HURRY else "attention")
    over = -minutes_left
    return Clock(words=f"{over} min over" if over < _HOUR else f"{over // _HOUR} h over", tone="bad")


def history_of(found: dict[str, Any]) -> list[LeadLine]:
    """What became of it, newest first."""
    return [LeadLine(text=_told(line), at=line["at"]) for line in reversed(found["history"])]


def _told(line: dict[str, Any]) -> str:
    who = line["actor_name"] or "The office"
    if line["action"] in _HAPPENED:
        return _HAPPENED[line["action"]].format(who=who)
    return f"{who}: {STAGES.get(line['action'], line['action']).lower()}"
