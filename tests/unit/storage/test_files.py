"""Papers in a folder and in a bucket: sealed, stored once, whole or not at all."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from assistant.errors import SettingsError, StorageError
from assistant.settings import Bucket, read_settings
from assistant.storage.cipher import Cipher
from assistant.storage.files import Blobs, FileStore, Folder
from assistant.storage.files_s3 import S3Bucket
from tests.serving import free_port

CONTENT = b"a paper of somebody's " * 1000
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def s3_url() -> Iterator[str]:
    """A server that speaks S3."""
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    url = f"http://127.0.0.1:{port}"
    boto3.client(
        "s3", endpoint_url=url, aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1"
    ).create_bucket(Bucket="papers")
    yield url
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return Folder(tmp_path)
    return S3Bucket(Bucket(name="papers", access_key="a", secret_key="b", endpoint=request.getfixturevalue("s3_url")))


def test_what_is_put_is_given_back_and_lies_there_sealed(blobs: Blobs) -> None:
    store = FileStore(blobs, Cipher("a key for tests"))
    assert store.put(CONTENT) == NAME
    assert store.get(NAME) == CONTENT
    assert blobs.has(NAME)
    assert b"somebody" not in blobs.get(NAME)


def test_what_is_not_there_is_told(blobs: Blobs) -> None:
    assert not blobs.has("0" * 64)
    with pytest.raises(FileNotFoundError):
        FileStore(blobs, Cipher("a key for tests")).get("0" * 64)


def test_two_tabs_that_put_the_same_at_once(blobs: Blobs) -> None:
    store = FileStore(blobs, Cipher("a key for tests"))
    names: list[str] = []
    threads = [threading.Thread(target=lambda: names.append(store.put(CONTENT))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == [NAME] * 6
    assert store.get(NAME) == CONTENT


def test_a_folder_keeps_nothing_but_whole_files(tmp_path: Path) -> None:
    FileStore(Folder(tmp_path), Cipher("a key for tests")).put(CONTENT)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAME]


def test_a_bucket_that_does_not_answer_is_a_storage_fault() -> None:
    away = S3Bucket(Bucket(name="papers", access_key="a", secret_key="b", endpoint=f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(StorageError):
        away.has(NAME)


def test_a_bucket_that_refuses_is_a_storage_fault(s3_url: str) -> None:
    other = S3Bucket(Bucket(name="nobody-s", access_key="a", secret_key="b", endpoint=s3_url))
    with pytest.raises(StorageError):
        other.put(NAME, CONTENT)


def test_the_bucket_is_read_from_the_environment(tmp_path: Path) -> None:
    env = {
        "ASSISTANT_DATA": str(tmp_path),
        "ASSISTANT_S3_BUCKET": "papers",
        "ASSISTANT_S3_ACCESS_KEY": "a",
        "ASSISTANT_S3_SECRET_KEY": "b",
    }
    assert read_settings(env).bucket == Bucket(name="papers", access_key="a", secret_key="b")
    del env["ASSISTANT_S3_SECRET_KEY"]
    with pytest.raises(SettingsError, match="ASSISTANT_S3_SECRET_KEY"):
        read_settings(env)
