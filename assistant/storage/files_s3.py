"""Papers in a bucket of any storage that speaks S3."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import Any, Iterator

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from assistant.errors import StorageError
from assistant.settings import Bucket

CONNECT_SECONDS = 3
READ_SECONDS = 20
ATTEMPTS = 3
PREFIX = "papers/"
ABSENT = ("404", "NoSuchKey", "NotFound")


class S3Bucket:
    """Blobs in a bucket; faults of the storage are ``StorageError``, so that a message is kept for another try."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self._client: Any = None
        self._lock = threading.Lock()

    def has(self, name: str) -> bool:
        """Tell whether a content is there."""
        try:
            with _told_as_ours():
                self._s3().head_object(Bucket=self.bucket.name, Key=PREFIX + name)
        except FileNotFoundError:
            return False
        return True

    def put(self, name: str, content: bytes) -> None:
        """Keep a content; an upload that broke off leaves nothing behind."""
        with _told_as_ours():
            self._s3().put_object(Bucket=self.bucket.name, Key=PREFIX + name, Body=content)

    def get(self, name: str) -> bytes:
        """Return a content."""
        with _told_as_ours():
            content: bytes = self._s3().get_object(Bucket=self.bucket.name, Key=PREFIX + name)["Body"].read()
        return content

    def delete(self, name: str) -> None:
        """Let go of a content, if it is there."""
        with _told_as_ours():
            self._s3().delete_object(Bucket=self.bucket.name, Key=PREFIX + name)

    def _s3(self) -> Any:
        """Return the client, which all threads share; made at the first use, since making it takes half a second."""
        with self._lock:
            if self._client is None:
                self._client = boto3.session.Session(
                    self.bucket.access_key, self.bucket.secret_key, region_name=self.bucket.region or "us-east-1"
                ).client(
                    "s3",
                    endpoint_url=self.bucket.endpoint,
                    config=Config(
                        connect_timeout=CONNECT_SECONDS,
                        read_timeout=READ_SECONDS,
                        retries={"max_attempts": ATTEMPTS, "mode": "standard"},
                        s3={"addressing_style": "path" if self.bucket.endpoint else "auto"},
                    ),
                )
        return self._client


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ABSENT:
            raise FileNotFoundError from None
        raise StorageError("the papers' storage refused") from error
    except BotoCoreError as error:
        raise StorageError("the papers' storage does not answer") from error
