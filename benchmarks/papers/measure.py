"""How often the first look is right on sixty drawn papers, and what it costs. ``python -m benchmarks.papers.measure [--keep FOLDER]``."""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import statistics
import time
from pathlib import Path
from typing import Iterator

from PIL import Image

from assistant.domain.paper import Look, Seen, look_at
from assistant.services.firstlook.rules import load_paper_rules
from assistant.services.firstlook.seeing import Sight
from assistant.settings import PROJECT
from benchmarks.papers.drawing import KINDS, blur, darken, dim, draw, invent, turn

SEED = 20261125


def make(seed: int = SEED) -> Iterator[tuple[str, str, Image.Image]]:
    """Give sixty papers as ``(kind, condition, picture)``: clean, turned, dim, blurred, dark and things that are no papers."""
    rng = random.Random(seed)
    kinds = list(KINDS)
    for kind in kinds:
        yield kind, "clean", draw(kind, invent(rng), rng)
    for kind in kinds:
        yield kind, "turned", turn(draw(kind, invent(rng), rng), rng.choice([90, 180, 270]))
    for condition, spoil, count in (("dim", dim, 10), ("blurred", blur, 8), ("dark", darken, 8)):
        for kind in rng.sample(kinds, count):
            yield kind, condition, spoil(draw(kind, invent(rng), rng), rng)
    for _ in range(4):
        yield "photo", "scene", draw("photo", invent(rng), rng)


def jpeg(image: Image.Image) -> bytes:
    """Return it as a phone would store it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def is_right(kind: str, condition: str, look: Look) -> bool:
    """Tell whether a paper was judged as what it is: spoilt ones unreadable, all others by their kind."""
    return not look.readable if condition in ("blurred", "dark") else look.readable and look.kind == kind


def main() -> None:
    """Measure and print one line of JSON, with the papers that were misjudged before it."""
    options = argparse.ArgumentParser()
    options.add_argument("--keep", type=Path)
    options.add_argument("--seed", type=int, default=SEED)
    chosen = options.parse_args()
    rules, sight, right, took = load_paper_rules(PROJECT / "knowledge"), Sight(), 0, []
    for number, (kind, condition, image) in enumerate(make(chosen.seed)):
        content = jpeg(image)
        if chosen.keep:
            (chosen.keep / f"{number:02d}-{kind}-{condition}.jpg").write_bytes(content)
        started = time.process_time()
        look = look_at(Seen(**sight.see(content, "image/jpeg")), rules)
        took.append(time.process_time() - started)
        right += is_right(kind, condition, look)
        if not is_right(kind, condition, look):
            print(number, kind, condition, look)
    print(json.dumps({
        "papers": len(took), "right": right, "share": round(right / len(took), 3), "first_cpu_seconds": round(took[0], 2),
        "cpu_seconds_median": round(statistics.median(took), 2), "cpu_seconds_most": round(max(took[1:]), 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
