import jwt
import pytest
import time_machine

from tests.portal.conftest import PASSWORD, House
from tests.support.services import SECRETS

OWNER = {"email": "owner@evergreen.example", "password": PASSWORD}


@pytest.mark.shows("OFF-2")
def test_a_password_gives_an_access_token_for_a_quarter_of_an_hour(house: House) -> None:
    workspace = house.open("evergreen")

    tokens = house.tokens("evergreen")

    claims = jwt.decode(tokens["access_token"], SECRETS["STAFF_TOKEN_SECRET"], algorithms=["HS256"], audience="staff")
    assert tokens["expires_in"] == 900
    # Its end is in whole seconds, its start is not.
    assert 899 < claims["exp"] - claims["iat"] <= 900
    assert (claims["ws"], claims["rol"]) == (str(workspace), "owner")


@pytest.mark.parametrize(
    "wrong", [{"password": "not the password"}, {"email": "nobody@evergreen.example"}, {"email": "x"}]
)
def test_wrong_credentials_say_nothing_of_which_was_wrong(house: House, wrong: dict[str, str]) -> None:
    house.open("evergreen")

    answer = house.program().post("/api/v1/auth/token", json=OWNER | wrong)

    assert (answer.status_code, answer.json()["code"]) == (401, "credentials_not_valid")
    assert answer.json()["detail"] == "The email address and the password do not go together."


@pytest.mark.parametrize(
    "body", [{}, {"email": "owner@evergreen.example"}, OWNER | {"refresh_token": "x"}, OWNER | {"otp": "1"}]
)
def test_it_is_either_a_password_or_a_refresh_token(house: House, body: dict[str, str]) -> None:
    answer = house.program().post("/api/v1/auth/token", json=body)

    assert answer.status_code == 422


@pytest.mark.shows("OFF-2")
def test_a_refresh_token_gives_the_next_pair(house: House) -> None:
    house.open("evergreen")
    first = house.tokens("evergreen")

    answer = house.program().post("/api/v1/auth/token", json={"refresh_token": first["refresh_token"]})

    assert answer.status_code == 200
    assert answer.json()["refresh_token"] != first["refresh_token"]
    assert house.program(answer.json()["access_token"]).get("/api/v1/settings/account").status_code == 200


def test_a_refresh_token_used_twice_ends_its_family(house: House) -> None:
    house.open("evergreen")
    program = house.program()
    stolen = house.tokens("evergreen")["refresh_token"]
    other = house.tokens("evergreen")["refresh_token"]
    fresh = program.post("/api/v1/auth/token", json={"refresh_token": stolen}).json()["refresh_token"]

    reused = program.post("/api/v1/auth/token", json={"refresh_token": stolen})
    after = program.post("/api/v1/auth/token", json={"refresh_token": fresh})
    unrelated = program.post("/api/v1/auth/token", json={"refresh_token": other})

    assert (reused.status_code, reused.json()["code"]) == (401, "refresh_token_not_valid")
    assert after.status_code == 401
    assert unrelated.status_code == 200


def test_a_refresh_token_ends_after_thirty_days(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel("2026-11-01T08:00:00Z", tick=False):
        token = house.tokens("evergreen")["refresh_token"]

    with time_machine.travel("2026-12-02T08:00:00Z", tick=False):
        answer = house.program().post("/api/v1/auth/token", json={"refresh_token": token})

    assert answer.status_code == 401


def test_an_access_token_ends_after_a_quarter_of_an_hour(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel("2026-11-01T08:00:00Z", tick=False):
        token = house.access_token("evergreen")

    with time_machine.travel("2026-11-01T08:16:00Z", tick=False):
        answer = house.program(token).get("/api/v1/settings/account")

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_tokens_are_not_kept_to_be_given_again(house: House) -> None:
    house.open("evergreen")
    program, key = house.program(), {"idempotency-key": "once"}

    first = program.post("/api/v1/auth/token", json=OWNER, headers=key).json()
    second = program.post("/api/v1/auth/token", json=OWNER, headers=key).json()

    assert first["refresh_token"] != second["refresh_token"]


def test_an_internal_or_foreign_token_is_no_staff_token(house: House) -> None:
    workspace = str(house.open("evergreen"))
    claims = {
        "sub": "1",
        "ws": workspace,
        "rol": "owner",
        "nam": "x",
        "iss": "porchlight",
        "iat": 1,
        "exp": 9_999_999_999,
    }
    secret = SECRETS["STAFF_TOKEN_SECRET"]
    foreign = [
        jwt.encode(claims | {"aud": "customer-link"}, secret, algorithm="HS256"),
        jwt.encode(claims | {"aud": "staff"}, SECRETS["SERVICE_TOKEN_SECRET"], algorithm="HS256"),
        jwt.encode(claims | {"aud": "staff"}, None, algorithm="none"),
        "not-a-token",
    ]

    statuses = [house.program(token).get("/api/v1/settings/account").status_code for token in foreign]

    assert statuses == [401, 401, 401, 401]
