"""Buckets: object storage that speaks S3, Amazon's or anybody else's. The one place that knows the library for it."""

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from shared.storage import ObjectMissing, StoreMissing, StoreUnavailable, checked

READ_SECONDS = 3.0
"""Less than whoever waits for a page has patience."""
WRITE_SECONDS = 20.0
_CONNECT_SECONDS = 2.0
_DEFAULT_REGION = "us-east-1"
_NO_BUCKET = "NoSuchBucket"
_EXISTS = 409
# What obstore takes; the environment has more that begins with AWS_, such as the profiles of other tools.
_OPTIONS = frozenset(
    {
        "aws_access_key_id",
        "aws_secret_access_key",
        "aws_session_token",
        "aws_region",
        "aws_default_region",
        "aws_virtual_hosted_style_request",
        "aws_server_side_encryption",
        "aws_sse_kms_key_id",
        "aws_unsigned_payload",
    }
)


class BucketStorage:
    """Objects in a bucket, their keys behind `prefix`; `options` go by their names in the environment (AWS_REGION …).

    `endpoint` is the server's address where it is not Amazon's; with AWS_VIRTUAL_HOSTED_STYLE_REQUEST it names the bucket.
    What is not said, such as a role to be taken on, obstore looks up in the process's own environment.
    """

    def __init__(
        self,
        bucket: str,
        prefix: str,
        options: Mapping[str, str],
        *,
        endpoint: str | None = None,
        read_seconds: float = READ_SECONDS,
        write_seconds: float = WRITE_SECONDS,
    ) -> None:
        self._bucket = bucket
        self._prefix = prefix
        self._read_seconds = read_seconds
        self._write_seconds = write_seconds
        self._options = {name.lower(): value for name, value in options.items() if name.lower() in _OPTIONS}
        self._endpoint = endpoint or f"https://s3.{self._region}.amazonaws.com"

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keeps `content`; makes the bucket first where there is none."""
        try:
            self._put(key, content, content_type)
        except StoreMissing:
            self._create_bucket()
            self._put(key, content, content_type)

    def get(self, key: str) -> bytes:
        """The content; raises `ObjectMissing`, or `StoreMissing` while there is no bucket."""
        with self._reasons():
            return bytes(obstore.get(self._reading, checked(key)).bytes())

    def delete(self, key: str) -> None:
        """Forgets the object; where there is none, or no bucket, there is nothing to forget."""
        try:
            with self._reasons():
                obstore.delete(self._writing, checked(key))
        except (ObjectMissing, StoreMissing):
            return

    def _put(self, key: str, content: bytes, content_type: str) -> None:
        with self._reasons():
            obstore.put(
                self._writing,
                checked(key),
                content,
                attributes={"Content-Type": content_type},
                use_multipart=False,
            )

    @cached_property
    def _reading(self) -> S3Store:
        # Opened at the first use: the library's threads do not survive a fork of the worker.
        return self._open(self._read_seconds, self._options, prefix=self._prefix or None)

    @cached_property
    def _writing(self) -> S3Store:
        return self._open(self._write_seconds, self._options, prefix=self._prefix or None)

    def _open(self, seconds: float, options: Mapping[str, str], *, prefix: str | None) -> S3Store:
        # The address is always named: obstore would look for one in the environment, and end the thread if it is empty.
        config: Any = {"aws_disable_bulk_delete": "true", "aws_endpoint_url": self._endpoint, **options}
        return S3Store(
            self._bucket,
            prefix=prefix,
            config=config,
            client_options={
                "timeout": timedelta(seconds=seconds),
                "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
                "allow_http": self._endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=seconds)},
        )

    @property
    def _region(self) -> str:
        return self._options.get("aws_region") or self._options.get("aws_default_region") or _DEFAULT_REGION

    @property
    def _path_of_bucket(self) -> str:
        named_by_host = self._options.get("aws_virtual_hosted_style_request", "false").lower() != "false"
        return "" if named_by_host else self._bucket

    def _create_bucket(self) -> None:
        # obstore has no call for it. A bucket is an object of the server itself to the signer, if the server's address
        # is given as the bucket's.
        options = self._options | {"aws_virtual_hosted_style_request": "true"}
        with self._reasons():
            server = self._open(self._write_seconds, options, prefix=None)
            address = obstore.sign(server, "PUT", self._path_of_bucket, timedelta(seconds=60))
        request = urllib.request.Request(address, self._location(), method="PUT")  # noqa: S310 - made of our own setting
        try:
            urllib.request.urlopen(request, timeout=self._write_seconds).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != _EXISTS:  # somebody else may have been quicker
                raise StoreUnavailable(f"The bucket cannot be made: the storage answers {error.code}.") from error
        except OSError as error:
            raise StoreUnavailable("The storage does not answer.") from error

    def _location(self) -> bytes:
        if self._region == _DEFAULT_REGION:
            return b""
        namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
        place = f"<LocationConstraint>{escape(self._region)}</LocationConstraint>"
        return f'<CreateBucketConfiguration xmlns="{namespace}">{place}</CreateBucketConfiguration>'.encode()

    @contextmanager
    def _reasons(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if _NO_BUCKET in str(error):
                raise StoreMissing("The bucket of OBJECT_STORE_URL is not there.") from error
            raise ObjectMissing("This file is not in the storage any more.") from error
        except (BaseError, OSError) as error:
            # The first line alone: what follows is the library's own account of itself.
            reason = str(error).partition("\n")[0]
            raise StoreUnavailable(f"The storage cannot be used: {reason}.") from error
        except BaseException as error:
            # What the library's own language calls a panic is no Exception, and would end a worker.
            if type(error).__name__ != "PanicException":
                raise
            raise StoreUnavailable("The storage cannot be used: its library failed.") from error
