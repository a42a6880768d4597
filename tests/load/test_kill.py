"""SIGKILL at random instants in mid-turn, thirty times: every message answered exactly once, no claim lost or doubled."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import httpx
import pytest

from assistant.domain.message import Author
from assistant.settings import PROJECT
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit

KILLS = 30
SCRIPTS = [
    ["我要报案，昨天下午三点在人民路追尾了前面的车，没人受伤，交警来过了", "沪A12345", "林晓梅", "13900000001", "确认提交", "谢谢"],
    ["你好", "百万医疗的等待期是多久", "我要投诉你们的客服，态度太差了，打了三次电话都没人管", "还有，材料交了一个月没有回音"],
    ["家财险保什么", "我要报案，今天早上家里水管爆了地板全泡了", "浦东张杨路100弄5号302室", "客厅地板和沙发", "五千左右", "陈志远",
     "13900000002", "确认提交"],
]  # fmt: skip


class KilledServer:
    """The server, its port, and a client that sends again whatever was not acknowledged."""

    def __init__(self, folder: Path, database_url: str) -> None:
        command = [sys.executable, "-m", "tests.load.preloaded_server", str(folder), database_url]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
        self.parent = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self._read("ready")
        self.child = 0

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        assert self.parent.stdin
        self.parent.stdin.write(f"start {self.port}\n")
        self.parent.stdin.flush()
        self.child = int(self._read(""))
        self._until_healthy()

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)

    def call(self, method: str, path: str, **options: object) -> httpx.Response:
        """Call the server; start it again as often as it is found dead."""
        while True:
            try:
                response = httpx.request(method, f"http://127.0.0.1:{self.port}{path}", timeout=20, **options)  # type: ignore[arg-type]
            except httpx.TransportError:
                self.start()
                continue
            assert response.status_code < 500, response.text
            return response

    def stop(self) -> None:
        self.kill()
        self.parent.kill()
        self.parent.wait()

    def _until_healthy(self) -> None:
        for _ in range(400):
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def _read(self, wanted: str) -> str:
        assert self.parent.stdout
        for line in self.parent.stdout:
            if (wanted and line.startswith(wanted)) or (not wanted and line.strip().isdigit()):
                return line.strip()
        raise AssertionError("the preloading process ended")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_thirty_times(tmp_path: Path, model: Path, database: str, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'kill.db'}" if database == "sqlite" else request.getfixturevalue("postgres_url")
    chance = random.Random(20261123)
    server = KilledServer(tmp_path, url)
    try:
        server.start()
        sent = _talk_and_kill(server, chance, KILLS if database == "sqlite" else KILLS // 3)
        _until_answered(server, sent)
    finally:
        server.stop()
    _check(url, sent)


def _talk_and_kill(server: KilledServer, chance: random.Random, kills: int) -> dict[str, list[str]]:
    """Send every script's lines, killing the server after a random moment, until it was killed often enough."""
    sent: dict[str, list[str]] = {}
    killed = 0
    while killed < kills:
        tokens = [server.call("POST", "/api/chat/session").json()["token"] for _ in SCRIPTS]
        for step in range(max(map(len, SCRIPTS))):
            for token, script in zip(tokens, SCRIPTS):
                if step < len(script):
                    _post(server, token, script[step], sent)
            if killed < kills:
                time.sleep(chance.uniform(0.0, 0.15))
                server.kill()
                killed += 1
    return sent


def _post(server: KilledServer, token: str, text: str, sent: dict[str, list[str]]) -> None:
    key = uuid.uuid4().hex
    server.call("POST", "/api/chat/messages", headers={"X-Session": token}, json={"id": key, "text": text})
    sent.setdefault(token, []).append(text)


def _until_answered(server: KilledServer, sent: dict[str, list[str]]) -> None:
    deadline = time.monotonic() + 60
    for token, texts in sent.items():
        while time.monotonic() < deadline:
            lines = server.call("GET", "/api/chat/messages", headers={"X-Session": token}).json()["messages"]
            if sum(line["from"] == "customer" for line in lines) == len(texts) and lines[-1]["from"] != "customer":
                break
            time.sleep(0.1)
        else:
            raise AssertionError("a message was not answered")


def _check(url: str, sent: dict[str, list[str]]) -> None:
    database = Database(url, Cipher("a key for tests"))
    with database.reading() as connection:
        unit = Unit(connection, database.cipher)
        assert unit.inbox.pending_conversations() == []
        conversations = unit.conversations.of_channel("web")
        said = Counter()
        for conversation in conversations:
            _check_conversation(unit, conversation.id, said)
        assert said == Counter(text for texts in sent.values() for text in texts)
        claims = [claim for conversation in conversations for claim in unit.claims.of_conversation(conversation.id)]
        filed = sum("确认提交" in texts for texts in sent.values())
        assert len({claim.number for claim in claims}) == len(claims) == filed
    database.dispose()


def _check_conversation(unit: Unit, conversation_id: str, said: Counter) -> None:
    """Check that each customer line was answered in one turn, right after it, and that trackers agree."""
    lines = unit.transcript.lines(conversation_id, clear=True)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    customers = [line for line in lines if line.author is Author.CUSTOMER]
    said.update(line.reply.text for line in customers)
    for line in customers:
        answers = [other for other in lines if other.seq > line.seq and other.author is not Author.CUSTOMER]
        assert answers, f"not answered: {line.reply.text}"
        assert answers[0].seq == line.seq + 1
    turns = [event for event in unit.trackers.all_events(conversation_id) if event["event"] == "user"]
    assert len(turns) == len(customers)
