"""Object storage: files by key, in a folder (`file:///…`) or in a bucket of anything that speaks S3 (`s3://bucket/prefix`).

A folder or bucket that is not there is made by the next upload. Nothing waits long and nothing is tried again in here:
whoever calls knows what can wait.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pydantic import AfterValidator, Field, SecretStr, model_validator

from shared.errors import NotFound, Unavailable
from shared.settings import HttpUrl, ServiceSettings

REST_SECONDS = 15.0
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class ObjectMissing(NotFound):
    """The storage is there, and has nothing by this key."""

    code = "object_missing"


class StoreUnavailable(Unavailable):
    """The storage cannot be used now; asking again later may work."""

    code = "store_unavailable"


class StoreMissing(StoreUnavailable):
    """The folder or bucket itself is not there; the next upload makes it."""

    code = "store_missing"


class Storage(Protocol):
    """Where files are kept. Keys are paths such as `4f2a/photos/7.jpg`: letters, digits, dots, dashes and slashes."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keeps `content`, in place of what was there; raises `StoreUnavailable`."""

    def get(self, key: str) -> bytes:
        """The content kept by `key`; raises `ObjectMissing` or `StoreUnavailable`."""

    def delete(self, key: str) -> None:
        """Forgets what is kept by `key`, if anything is; raises `StoreUnavailable`."""


def _object_store_url(url: str) -> str:
    parts = urlsplit(url)
    is_folder = parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path.strip("/")
    is_bucket = parts.scheme == "s3" and _BUCKET.fullmatch(parts.netloc)
    if not (is_folder or is_bucket) or parts.query or parts.fragment:
        message = "must look like file:///folder or s3://bucket/prefix"
        raise ValueError(message)
    return url


class StorageSettings(ServiceSettings):
    """The settings of a service that keeps files. Without a URL there is no storage: files stay in the database.

    The options of a bucket have the names that Amazon's own tools read: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_REGION, AWS_ENDPOINT_URL and so on.
    """

    object_store_url: Annotated[str, AfterValidator(_object_store_url)] | None = Field(
        default=None, alias="OBJECT_STORE_URL"
    )
    object_store_endpoint: HttpUrl | None = Field(default=None, alias="AWS_ENDPOINT_URL")
    object_store_options: Mapping[str, SecretStr] = Field(default_factory=dict, alias="object_store_options")

    @model_validator(mode="before")
    @classmethod
    def _with_options(cls, given: Any) -> Any:
        options = {name: value for name, value in given.items() if name.startswith("AWS_")}
        return {**given, "object_store_options": options}


def open_storage(settings: StorageSettings) -> Storage | None:
    """The storage that `settings` name, None where they name none. Opens no connection yet."""
    if settings.object_store_url is None:
        return None
    parts = urlsplit(settings.object_store_url)
    if parts.scheme == "file":
        return RestingStorage(FolderStorage(Path(url2pathname(parts.path))))
    from shared.buckets import BucketStorage  # noqa: PLC0415 - its library is for those who have a bucket

    options = {name: value.get_secret_value() for name, value in settings.object_store_options.items()}
    bucket = BucketStorage(parts.netloc, parts.path.strip("/"), options, endpoint=settings.object_store_endpoint)
    return RestingStorage(bucket)


def put_and_check(storage: Storage, key: str, content: bytes, content_type: str) -> None:
    """Keeps `content` and reads it back; raises `StoreUnavailable` unless it is the same."""
    storage.put(key, content, content_type)
    try:
        kept = storage.get(key)
    except ObjectMissing as error:
        raise StoreUnavailable("The storage took a file and does not have it.") from error
    if hashlib.sha256(kept).digest() != hashlib.sha256(content).digest():
        raise StoreUnavailable("The storage took a file and gives back another one.")


def checked(key: str) -> str:
    """`key` itself; raises `ValueError` for what could lead out of the storage."""
    if not _KEY.fullmatch(key):
        message = f"{key!r} is no key of an object."
        raise ValueError(message)
    return key


class RestingStorage:
    """A storage that is left alone for `rest` seconds after it failed, so that nobody waits for what was away just now."""

    def __init__(self, storage: Storage, rest: float = REST_SECONDS) -> None:
        self._storage = storage
        self._rest = rest
        self._resting_until = 0.0

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keeps `content`."""
        with self._asking():
            self._storage.put(key, content, content_type)

    def get(self, key: str) -> bytes:
        """The content kept by `key`."""
        with self._asking():
            return self._storage.get(key)

    def delete(self, key: str) -> None:
        """Forgets what is kept by `key`."""
        with self._asking():
            self._storage.delete(key)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if time.monotonic() < self._resting_until:
            raise StoreUnavailable("The storage has failed just now, and is asked again in a moment.")
        try:
            yield
        except StoreMissing:
            raise
        except StoreUnavailable:
            self._resting_until = time.monotonic() + self._rest
            raise


class FolderStorage:
    """Files in a folder of this machine, written through to the disk before `put` returns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes, content_type: str) -> None:  # noqa: ARG002 - a file has no such thing
        """Keeps `content`; a reader sees all of it or what was there before."""
        target = self._folder / checked(key)
        with self._reasons():
            try:
                _write_through(target, content)
            except FileNotFoundError:  # somebody has deleted the folder in this very moment
                _write_through(target, content)

    def get(self, key: str) -> bytes:
        """The content; raises `ObjectMissing`, or `StoreMissing` while the folder itself is away."""
        target = self._folder / checked(key)
        with self._reasons():
            try:
                return target.read_bytes()
            except FileNotFoundError:
                if not self._folder.is_dir():
                    raise StoreMissing("The folder of OBJECT_STORE_URL is not there.") from None
                raise ObjectMissing("This file is not in the storage any more.") from None

    def delete(self, key: str) -> None:
        """Forgets the file, if it is there."""
        with self._reasons():
            (self._folder / checked(key)).unlink(missing_ok=True)

    @contextmanager
    def _reasons(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(f"The folder of OBJECT_STORE_URL cannot be used: {error.strerror}.") from error


def _write_through(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(draft).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # The name of a new file is in its folder, which has to reach the disk as well.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
