"""The pages about the people of the office, and those by which they get in, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import office_views, team_views
from services.portal.pages.rendering import Page
from services.portal.pages.views import ConfirmPage, FieldError
from shared.clock import utc_now
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL, UNBRANDED
from tests.portal.pages.sample_settings import SECTIONS

MEMBERS = (
    team_views.MemberLine(
        id="m1",
        name="Miguel Ortega",
        email="miguel@evergreen.example",
        role="owner",
        is_me=True,
        role_action="/office/settings/team/m1/role",
        remove_action="/office/settings/team/m1/remove",
    ),
    team_views.MemberLine(
        id="m2",
        name="Carol Reyes",
        email="carol.with.a.rather.long.address@evergreen-exteriors.example",
        role="viewer",
        has_second_step=True,
        reset_action="/office/settings/team/m2/second-step",
        role_action="/office/settings/team/m2/role",
        remove_action="/office/settings/team/m2/remove",
    ),
)
INVITATIONS = tuple(
    team_views.InvitationLine(
        id=f"i{number}",
        name=name,
        email=f"{name.lower()}@evergreen.example",
        role="office",
        expires_at=utc_now(),
        is_over=is_over,
        send_action=f"/office/settings/team/invitations/i{number}/send",
        withdraw_action=f"/office/settings/team/invitations/i{number}/withdraw",
    )
    for number, (name, is_over) in enumerate((("Priya", False), ("Otto", True)))
)
TEAM = team_views.TeamPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    members=MEMBERS,
    invitations=INVITATIONS,
    action="/office/settings/team/invitations",
)
LOOKED_AT = tuple(replace(one, role_action=None, remove_action=None, reset_action=None) for one in MEMBERS)
YOU = team_views.YouPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    name="Miguel Ortega",
    email="miguel@evergreen.example",
    role="owner",
    action="/office/settings/you",
)
LINK = team_views.PasswordLinkPage(
    shell=SHELL,
    nonce="view-nonce",
    action="/office/join/sample",
    title="Join the office",
    sentence="You have been invited to the office of Evergreen Exteriors. You sign in with carol@evergreen.example.",
    button="Choose a password",
)
NEW_PASSWORD = team_views.NewPasswordPage(
    shell=SHELL,
    title="Join the office",
    email="carol@evergreen.example",
    action="/office/join/sample/password",
    ticket="ticket",
    button="Join",
    shortest=10,
)
FORGOTTEN = team_views.ForgottenPage(shell=UNBRANDED)
STEP = team_views.SecondStepPage(
    shell=UNBRANDED, action="/office/login/code", next_url="/office", login_url="/office/login"
)
SET_UP = team_views.SetUpStepPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    picture="/office/settings/you/second-step/code.svg",
    secret="ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567",
    action="/office/settings/you/second-step/confirm",
    back_url="/office/settings/you",
)
WRONG_CODE = (FieldError(field="code", message="That is not the code."),)
TEAM_PAGES: dict[str, tuple[str, Page]] = {
    "settings-team": ("office/settings_team.html", TEAM),
    "settings-team-said": ("office/settings_team.html", replace(TEAM, said="invited")),
    "settings-team-to-look-at": (
        "office/settings_team.html",
        replace(TEAM, members=LOOKED_AT, invitations=(), action=None),
    ),
    "settings-team-with-errors": (
        "office/settings_team.html",
        replace(TEAM, errors=(FieldError(field="email", message="carol@evergreen.example is invited already."),)),
    ),
    "settings-team-refused": (
        "office/settings_team.html",
        replace(TEAM, errors=(FieldError(field="people", message="Miguel Ortega is the only owner."),)),
    ),
    "settings-you": ("office/settings_you.html", YOU),
    "settings-you-with-errors": (
        "office/settings_you.html",
        replace(YOU, errors=(FieldError(field="old_password", message="That is not your password."),)),
    ),
    "settings-you-second-step": ("office/settings_you.html", replace(YOU, has_second_step=True)),
    "settings-second-step": ("office/settings_second_step.html", SET_UP),
    "settings-second-step-wrong": ("office/settings_second_step.html", replace(SET_UP, errors=WRONG_CODE)),
    "settings-recovery-codes": (
        "office/settings_recovery_codes.html",
        team_views.RecoveryCodesPage(
            shell=SHELL,
            frame=FRAME,
            sections=SECTIONS,
            codes=tuple(f"ABCD-EFGH-IJKL-MNO{number}" for number in range(10)),
            back_url="/office/settings/you",
        ),
    ),
    "login-code": ("office/login_code.html", STEP),
    "login-code-wrong": ("office/login_code.html", replace(STEP, errors=WRONG_CODE)),
    "ask": (
        "office/ask.html",
        team_views.AskPage(
            shell=SHELL,
            frame=FRAME,
            title="Remove Carol Reyes?",
            sentence="They are signed out everywhere at once, and cannot sign in any more.",
            action="/office/settings/team/m2/remove",
            button="Remove",
            back_url="/office/settings/team",
            fields=(("sure", "yes"),),
        ),
    ),
    "password-link": ("office/password_link.html", LINK),
    "password-link-over": (
        "office/password_link.html",
        replace(LINK, nonce="", action="", title="This link is over", is_over=True, again_url="/office/forgotten"),
    ),
    "password-new": ("office/password_new.html", NEW_PASSWORD),
    "password-new-weak": (
        "office/password_new.html",
        replace(NEW_PASSWORD, errors=(FieldError(field="password", message="At least 10 characters."),)),
    ),
    "office-confirm": (
        "office/confirm.html",
        ConfirmPage(
            shell=SHELL,
            title="Join the office?",
            sentence="Press the button to go on.",
            action="/office/join/sample",
            button="Choose a password",
            back_url="/office/join/sample",
            fields=(("nonce", "n"),),
            again=True,
        ),
    ),
    "forgotten": ("office/forgotten.html", FORGOTTEN),
    "forgotten-refused": ("office/forgotten.html", replace(FORGOTTEN, problem="Enter an email address.")),
    "forgotten-sent": ("office/forgotten.html", replace(FORGOTTEN, is_sent=True)),
    "login-said": ("office/login.html", office_views.LoginPage(shell=UNBRANDED, said="password")),
}
