"""Leads as the console shows them: what quotes tells of one, in words, and where its forms lead."""

from typing import Any

from services.portal.pages.lead_views import STAGES, Clock, LeadCard, LeadLine
from shared.words import say, say_each

LIST = "/office/leads"
_HOUR = 60
_HURRY = 15
_NEXT = {
    "new": (("contacted", say("Contacted")), ("lost", say("Lost"))),
    "contacted": (("quoted", say("Quoted")), ("lost", say("Lost"))),
    "quoted": (("won", say("Won")), ("lost", say("Lost"))),
    "won": (("quoted", say("Back to quoted")),),
    "lost": (("new", say("Back to new")),),
}
"""Where a lead goes from here at a press, and what the button says."""


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
        return Clock(
            words=say("{minutes_left} min left", minutes_left=minutes_left),
            tone="active" if minutes_left > _HURRY else "attention",
        )
    over = -minutes_left
    late = say("{over} min over", over=over) if over < _HOUR else say("{hours} h over", hours=over // _HOUR)
    return Clock(words=late, tone="bad")


def history_of(found: dict[str, Any]) -> list[LeadLine]:
    """What became of it, newest first."""
    return [LeadLine(text=_told(line), at=line["at"]) for line in reversed(found["history"])]


def _told(line: dict[str, Any]) -> str:
    who = line["actor_name"] or say("The office")
    if line["action"] == "created":
        return say("{who} asked for an estimate", who=who)
    if line["action"] == "drafted":
        return say("{who} made an estimate", who=who)
    return say_each([who, STAGES.get(line["action"], line["action"])], ": ")
