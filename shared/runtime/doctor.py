"""The doctor: checks a configuration before anybody relies on it, and says in plain words what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.database.migrate import newer, pending
from shared.messaging import rabbit
from shared.service import Context, Service, open_context
from shared.settings import ConfigurationError, load
from shared.storage import ObjectMissing, StorageSettings, StoreMissing, StoreUnavailable, open_storage
from shared.web.health import not_ready


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `text` is for the operator."""

    service: str
    ok: bool
    text: str


def examine(service: Service, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Looks at settings, database, object storage and broker of `service`, and at what it names itself; changes nothing."""
    try:
        settings = load(service.settings, environment)
    except ConfigurationError as error:
        yield Finding(service.name, ok=False, text=str(error))
        return
    yield Finding(service.name, ok=True, text="every variable it needs is set")
    context = open_context(service, settings)
    reasons = not_ready(context)
    yield Finding(service.name, ok=False, text=" ".join(reasons)) if reasons else _schema(context)
    context.database.close()
    if isinstance(settings, StorageSettings):
        yield _storage(service.name, settings)
    for is_well, text in service.findings(settings):
        yield Finding(service.name, ok=is_well, text=text)
    if settings.broker_url is None:
        yield Finding(service.name, ok=True, text="BROKER_URL is not set: only the embedded run works")
        return
    yield _broker(service.name, settings.broker_url)


def _schema(context: Context) -> Finding:
    name = context.service.name
    if missing := pending(context):
        text = f"the database answers and is older than this release; missing: {', '.join(missing)}. Run 'porchlight migrate'."
        return Finding(name, ok=False, text=text)
    if ahead := newer(context):
        return Finding(
            name, ok=True, text=f"the database answers and is newer than this release: it has {', '.join(ahead)}"
        )
    return Finding(name, ok=True, text="the database answers and is migrated")


def _storage(name: str, settings: StorageSettings) -> Finding:
    storage = open_storage(settings)
    if storage is None:
        return Finding(name, ok=True, text="OBJECT_STORE_URL is not set: files stay in the database")
    try:
        storage.get("doctor")
    except ObjectMissing:
        pass
    except StoreMissing:
        return Finding(name, ok=True, text="the object storage answers; the first upload makes its folder or bucket")
    except StoreUnavailable as error:
        return Finding(name, ok=False, text=f"OBJECT_STORE_URL: {error.message} Meanwhile files stay in the database.")
    return Finding(name, ok=True, text="the object storage answers")


def _broker(name: str, url: str) -> Finding:
    try:
        rabbit.connect(url).release()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return Finding(name, ok=False, text=f"BROKER_URL: RabbitMQ does not answer ({type(error).__name__}: {error})")
    return Finding(name, ok=True, text="RabbitMQ answers")
