"""The sandbox itself: its store, its two threads, and the one way into a transaction."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import accounts
from .due import next_due, run_due
from .errors import Json
from .events import emit
from .loop import Loop
from .store import PLATFORM, Scope, Store
from .webhooks import Endpoint, client, deliver_due, retry_all_now

_STOP_SECONDS = 12.0
# One transaction runs at a time, so more would only queue.
_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the sandbox keeps its state, where it is reached, and whom it tells."""

    database: Path
    public_url: str
    endpoint: Endpoint
    settle_after: float


class Sandbox:
    """Holds the database open from the beginning; webhooks and the clock run between `start` and `close`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # The server's own threads may all be taken by those who wait for this sandbox's answers.
        self.workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="stripe-sandbox")
        self._store = Store(settings.database)
        self._http = client()
        self._clock = Loop("stripe-sandbox-clock", self._run_clock)
        self._delivery = Loop("stripe-sandbox-webhooks", self._deliver)

    @property
    def page_url(self) -> str:
        """The address of hosted pages; a session's id follows."""
        return f"{self.settings.public_url.rstrip('/')}/c/pay"

    @property
    def setup_url(self) -> str:
        """The address where businesses complete their accounts; a link's id follows."""
        return f"{self.settings.public_url.rstrip('/')}/setup"

    def start(self) -> None:
        """Begins to deliver webhooks, at first all that an earlier run left undelivered."""
        retry_all_now(self._store)
        self._clock.start()
        self._delivery.start()

    def close(self) -> None:
        """Lets what is under way finish, then closes the database; what is undelivered stays for the next run."""
        self.workers.shutdown()
        self._clock.stop(_STOP_SECONDS)
        self._delivery.stop(_STOP_SECONDS)
        self._http.close()
        self._store.close()

    @contextmanager
    def transaction(
        self, account: str = PLATFORM, *, request_id: str | None = None, idempotency_key: str | None = None
    ) -> Iterator[Scope]:
        """A transaction for one account in which everything due has been done; events leave once it is committed."""
        with self._store.transaction() as db:
            run_due(db)
            yield Scope(db, account, request_id, idempotency_key)
        self._clock.wake()
        self._delivery.wake()

    def create_account(self, account_id: str, *, charges_enabled: bool = True) -> Json:
        """A new connected account of the platform; raises `sqlite3.IntegrityError` where the id is taken."""
        with self.transaction() as scope:
            return accounts.create_account(scope, account_id, charges_enabled=charges_enabled)

    def enable_account(self, account_id: str, *, on: bool) -> None:
        """Stripe lets the account be charged on from now on, or no more, and tells of it."""
        with self.transaction(account_id) as scope:
            before = accounts.get_account(scope, account_id)
            emit(scope, "account.updated", accounts.enable(scope, account_id, on=on), before=before)

    def ensure_account(self, account_id: str, business_name: str) -> None:
        """The connected account exists, can be charged for, and bears this name; safe to call at every start."""
        with self.transaction() as scope:
            accounts.ensure_account(scope, account_id, business_name)

    def _run_clock(self) -> float | None:
        with self._store.transaction() as db:
            run_due(db)
            next_at = next_due(db)
        self._delivery.wake()
        return next_at

    def _deliver(self) -> float | None:
        return deliver_due(self._store, self._http, self.settings.endpoint)
