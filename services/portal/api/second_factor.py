"""The second step of signing in, of whoever calls: set up, confirmed, switched off."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from services.portal.api.identity import StaffDep
from services.portal.domain.one_time_code import new_secret, setup_address
from services.portal.queries.staff import get_member
from services.portal.queries.workspaces import get_workspace
from services.portal.usecases.begin_second_factor import begin_second_factor
from services.portal.usecases.check_own_password import check_own_password
from services.portal.usecases.confirm_second_factor import confirm_second_factor
from services.portal.usecases.drop_second_factor import drop_second_factor
from services.portal.usecases.take_second_factor import take_second_factor
from shared.clock import utc_now

# No UnitOfWorkRoute: an answer with secrets in it must not be kept to be given again.
router = APIRouter(prefix="/api/v1/me/second-factor", tags=["me"])


class AppSecret(BaseModel):
    """What an authenticator app takes, as text and as the address in a QR code. It counts once it is confirmed."""

    secret: str
    setup_address: str


class AppCode(BaseModel):
    """Six digits, as the app shows them now."""

    model_config = ConfigDict(extra="forbid", str_max_length=40)

    code: str


class RecoveryCodes(BaseModel):
    """Each signs in once in place of the app. This answer is the only one that has them."""

    recovery_codes: list[str]


class SwitchOff(BaseModel):
    """The password, and a code of the app or on paper."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    password: str
    code: str


@router.post("", status_code=201, name="begin_second_factor")
def begin(request: Request, staff: StaffDep) -> AppSecret:
    """Makes a secret for an app; 409 `second_factor_on` where one counts already."""
    context, secret, who = request.app.state.context, new_secret(), UUID(staff.actor_id)
    with context.database.begin() as session:
        begin_second_factor(
            session,
            workspace_id=staff.workspace,
            staff_id=who,
            secret=secret,
            vault=context.settings.second_steps,
            now=utc_now(),
        )
        account, issuer = get_member(session, staff.workspace, who).email, get_workspace(session, staff.workspace)
    address = setup_address(secret, account=account, issuer=issuer.company_name)
    return AppSecret(secret=secret, setup_address=address)


@router.post("/confirm", name="confirm_second_factor")
def confirm(request: Request, staff: StaffDep, body: AppCode) -> RecoveryCodes:
    """Has signing in ask for a code from now on; 401 `second_factor_not_valid` for a wrong one."""
    context = request.app.state.context
    with context.database.begin() as session:
        codes = confirm_second_factor(
            session,
            workspace_id=staff.workspace,
            staff_id=UUID(staff.actor_id),
            code=body.code.strip(),
            vault=context.settings.second_steps,
        )
    return RecoveryCodes(recovery_codes=codes)


@router.post("/off", status_code=204, name="switch_off_second_factor")
def switch_off(request: Request, staff: StaffDep, body: SwitchOff) -> Response:
    """Has the password alone sign in; 409 `second_factor_off` where it does already."""
    context, who = request.app.state.context, UUID(staff.actor_id)
    with context.database.read() as session:
        known = get_member(session, staff.workspace, who)
    check_own_password(context.database, staff=known, password=body.password, field="password")
    take_second_factor(context.database, staff=known, code=body.code, vault=context.settings.second_steps)
    with context.database.begin() as session:
        drop_second_factor(session, workspace_id=staff.workspace, staff_id=who)
    return Response(status_code=204)
