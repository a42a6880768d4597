"""The only wiring. Nothing is built at import."""

from assistant.bootstrap.app import App, build, load_searcher
from assistant.bootstrap.archive import Archive, Storage, build_storage
from assistant.bootstrap.services import Services

__all__ = ["App", "Archive", "Services", "Storage", "build", "build_storage", "load_searcher"]
