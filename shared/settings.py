"""Settings: read once from the environment into a frozen object, and passed in. Nothing else reads the environment."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

MIN_SECRET_LENGTH = 32
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigurationError(Exception):
    """A variable of the environment is missing or wrong; the message is one plain line that names it."""


def _strong(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < MIN_SECRET_LENGTH:
        message = f"must be at least {MIN_SECRET_LENGTH} characters long; 'openssl rand -hex 32' makes one"
        raise ValueError(message)
    return secret


def _database_url(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in {"postgresql", "sqlite"}:
        message = "must look like postgresql+psycopg://user:password@host/name or sqlite:////folder/file.db"
        raise ValueError(message)
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _broker_url(url: str) -> str:
    if not url.startswith(("amqp://", "amqps://")):
        message = "must look like amqp://user:password@host:5672/vhost"
        raise ValueError(message)
    return url


def _level(level: str) -> str:
    """`level` in upper case; raises `ValueError` unless it is one of the four."""
    if level.upper() not in LOG_LEVELS:
        message = f"must be one of {', '.join(LOG_LEVELS)}"
        raise ValueError(message)
    return level.upper()


def http_url(url: str) -> str:
    """`url` without its trailing slash; raises `ValueError` unless it is http(s)."""
    if not url.startswith(("http://", "https://")):
        message = "must start with http:// or https://"
        raise ValueError(message)
    return url.rstrip("/")


Secret = Annotated[SecretStr, AfterValidator(_strong)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
BrokerUrl = Annotated[str, AfterValidator(_broker_url)]
HttpUrl = Annotated[str, AfterValidator(http_url)]


class ServiceSettings(BaseModel):
    """What every service needs. Fields are read from the variable named by their alias, else their upper-case name."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=False)
    service: ClassVar[str]

    database_url: DatabaseUrl
    service_token_secret: Secret = Field(alias="SERVICE_TOKEN_SECRET")
    broker_url: BrokerUrl | None = Field(default=None, alias="BROKER_URL")
    log_level: Annotated[str, AfterValidator(_level)] = Field(default="INFO", alias="LOG_LEVEL")


S = TypeVar("S", bound=ServiceSettings)


def load(kind: type[S], environment: Mapping[str, str]) -> S:
    """The settings of one service; raises `ConfigurationError` naming every variable that is missing or wrong."""
    variable = f"{kind.service.upper()}_DATABASE_URL"
    given = {name: value for name, value in environment.items() if value != ""}
    if variable in given:
        given["database_url"] = given[variable]
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise ConfigurationError(_plain(error, variable)) from None


def _plain(error: ValidationError, database_variable: str) -> str:
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0]) if problem["loc"] else "configuration"
        name = database_variable if name == "database_url" else name
        reason = "is not set" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
        lines.append(f"{name} {reason}")
    return "; ".join(lines) + "."
