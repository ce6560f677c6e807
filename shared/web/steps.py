"""What a service knows of why something happened; whoever asks all services puts the chain together."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request

from shared.messaging.explain import steps_of
from shared.web.caller import StaffDep

router = APIRouter(include_in_schema=False)


@router.get("/steps/{wanted}")
def steps(request: Request, staff: StaffDep, wanted: UUID) -> dict[str, Any]:
    """The event or task of that id, or the events about the record of that id, in the workspace of whoever asks."""
    found = steps_of(request.app.state.context, wanted, workspace_id=staff.workspace)
    return {"items": [asdict(step) for step in found]}
