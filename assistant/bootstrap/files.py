"""Where papers are kept."""

from __future__ import annotations

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.files import FileStore, Folder
from assistant.storage.files_s3 import S3Bucket


def open_files(settings: Settings, cipher: Cipher) -> FileStore:
    """Return the store of papers: a bucket where one is set, else a folder."""
    return FileStore(S3Bucket(settings.bucket) if settings.bucket else Folder(settings.uploads), cipher)
