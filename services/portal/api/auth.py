"""Access tokens for scripts: by password, or by the refresh token that came with the last one."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, model_validator

from services.portal.api.identity import ACCESS_LIFETIME, access_token
from services.portal.domain.contact import email_key, read_email
from services.portal.domain.errors import RefreshTokenNotValid
from services.portal.domain.staff import Staff
from services.portal.pages.browser import client_ip
from services.portal.pages.forgotten import ask_for_reset
from services.portal.pages.steady import SteadyRoute
from services.portal.usecases.issue_tokens import issue_tokens
from services.portal.usecases.limit_sign_ins import limit_sign_ins
from services.portal.usecases.rotate_refresh_token import rotate_refresh_token
from services.portal.usecases.take_second_factor import take_second_factor
from services.portal.usecases.verify_credentials import verify_credentials

# No UnitOfWorkRoute: an answer with tokens in it must not be kept to be given again.
router = APIRouter(prefix="/api/v1/auth", tags=["auth"])
resets = APIRouter(prefix="/api/v1/auth", tags=["auth"], route_class=SteadyRoute)


class TokenRequest(BaseModel):
    """Either an address and a password, or a refresh token; `workspace` is a slug, for who has several offices.

    With the address goes `code`, of an authenticator app or on paper, for who has set up a second step.
    """

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    email: str | None = None
    password: str | None = None
    refresh_token: str | None = None
    workspace: str | None = None
    code: str | None = None

    @model_validator(mode="after")
    def one_of_two(self) -> "TokenRequest":
        by_password = self.email is not None and self.password is not None
        if by_password == (self.refresh_token is not None):
            message = "Give email and password, or refresh_token."
            raise ValueError(message)
        return self


class Tokens(BaseModel):
    """`expires_in` is the access token's, in seconds; the refresh token is good for one use within 30 days."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105


@router.post("/token", name="issue_token")
def token(request: Request, body: TokenRequest) -> Tokens:
    """Signs in, or stays signed in. A refresh token used twice ends all that came of the same password.

    401 `second_factor_needed` asks for the `code`, 401 `second_factor_not_valid` for another one; 429 `second_factor_locked`
    comes of too many wrong ones.
    """
    staff, refresh = _renewed(request, body.refresh_token) if body.refresh_token else _signed_in(request, body)
    secret = request.app.state.context.settings.staff_token_secret.get_secret_value()
    return Tokens(
        access_token=access_token(secret, staff),
        refresh_token=refresh,
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
    )


class ForgottenPassword(BaseModel):
    """The address that somebody signs in with."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    email: str


class Accepted(BaseModel):
    """The same whoever's address it is, or nobody's."""

    status: str = "accepted"


@resets.post("/password-reset", status_code=202, name="request_password_reset")
def forgotten(request: Request, body: ForgottenPassword) -> Accepted:
    """Mails a link to set a new password, where the address signs in to an office; the answer never tells."""
    ask_for_reset(request, read_email(body.email, field="email"))
    return Accepted()


def _signed_in(request: Request, body: TokenRequest) -> tuple[Staff, str]:
    database, email = request.app.state.context.database, body.email or ""
    limit_sign_ins(database, ip=client_ip(request), email=email_key(email))
    staff = verify_credentials(database, email=email, password=body.password or "", workspace=body.workspace)
    take_second_factor(database, staff=staff, code=body.code, vault=request.app.state.context.settings.second_steps)
    with database.begin() as session:
        return staff, issue_tokens(session, staff=staff)


def _renewed(request: Request, refresh_token: str) -> tuple[Staff, str]:
    with request.app.state.context.database.begin() as session:
        rotated = rotate_refresh_token(session, token=refresh_token)
    if rotated is None:
        raise RefreshTokenNotValid("This refresh token is not good any more. Sign in with email and password.")
    return rotated
