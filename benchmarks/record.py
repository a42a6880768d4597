"""Time what the record costs: a line said, and the proof of many. ``python -m benchmarks.record [LINES] [--database URL]``."""

from __future__ import annotations

import argparse
import json
import tempfile
import time

from assistant.clock import SystemClock
from assistant.domain.message import Author, Reply
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit

TALK = 40  # lines of a conversation
WORDS = "我昨天下午在人民路追尾了前面的车，电话13900000001，请问需要准备哪些材料？"
CITATION = {
    "entry": "waiting",
    "document": "个人住院医疗保险条款",
    "clause": "第八条",
    "version": "2025-01",
    "quote": WORDS,
}


def fill(database: Database, lines: int) -> float:
    """Write conversations of a customer and the bot; return the processor's seconds that a line took."""
    now, started = SystemClock().now(), time.process_time()
    for number in range(lines // TALK):
        with database.transaction() as connection:
            unit = Unit(connection, database.cipher)
            key = unit.conversations.open("web", f"visitor {number}", now).id
            for _ in range(TALK // 2):
                unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text=WORDS), now)
                unit.transcript.append(key, Author.BOT, Reply(kind="answer", text=WORDS, citations=(CITATION,)), now)
    return (time.process_time() - started) / lines


def main() -> None:
    """Print the figures as one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", type=int, nargs="?", default=100_000)
    parser.add_argument("--database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.database or f"sqlite:///{folder}/record.db", Cipher("a key for figures"))
        database.migrate()
        line = fill(database, options.lines)
        started, began = time.perf_counter(), time.process_time()
        with database.reading() as connection:
            proof = Unit(connection, database.cipher).verifier.prove()
        seconds, processor = time.perf_counter() - started, time.process_time() - began
        database.dispose()
    print(json.dumps({"lines": proof.messages, "breaks": len(proof.breaks), "verify_seconds": round(seconds, 2), "verify_cpu_seconds": round(processor, 2),
                      "line_cpu_ms": round(line * 1000, 3)}))  # fmt: skip


if __name__ == "__main__":
    main()
