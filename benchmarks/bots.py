"""The two bots as they are served: what to launch, and when they are there."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping

from assistant.settings import PROJECT
from benchmarks.client import Client
from benchmarks.processes import PLAIN, MeasureError, Process, free_port
from benchmarks.stock_project import StockProject

FIRST_MESSAGE = "百万医疗的等待期是多久"
# A bench is not to write into a real database, nor to be slowed by a limit that is meant for one sender's abuse.
OURS = {"DATABASE_URL": "", "REDIS_URL": "", "ASSISTANT_NOW": "", "ASSISTANT_MESSAGES_PER_MINUTE": "1000000"}


@dataclass(kw_only=True)
class Bot:
    """A bot that runs."""

    name: str
    client: Client
    processes: list[Process]
    begun: float = field(default_factory=time.monotonic)

    async def wait(self, seconds: float) -> float:
        """Wait for the first good answer and return the seconds from the launch to it.

        Raises:
            MeasureError: when a process ends before, or the time is up.
        """
        while time.monotonic() - self.begun < seconds:
            if await self.client.answers(FIRST_MESSAGE):
                return time.monotonic() - self.begun
            for process in self.processes:
                if not process.running:
                    raise MeasureError(f"{self.name} ended while starting:\n{process.tail()}")
            await asyncio.sleep(0.1)
        raise MeasureError(f"{self.name} gave no good answer within {seconds:.0f} s:\n{self.processes[-1].tail()}")

    def memory(self) -> float:
        """Return the resident memory of all its processes, in MB."""
        return sum(process.memory() for process in self.processes)

    def stop(self) -> None:
        """End all its processes."""
        for process in self.processes:
            process.stop()


def start_stock(project: StockProject, folder: Path) -> Bot:
    """Launch the stock bot, ``rasa run`` and ``rasa run actions``, with a fresh SQLite file."""
    web, actions = free_port(), free_port()
    environment = {
        "STOCK_DATABASE": str(folder / "stock.db"),
        "STOCK_ACTIONS": f"http://127.0.0.1:{actions}/webhook",
    }
    bot = Bot(name="stock", client=Client(f"http://127.0.0.1:{web}"), processes=[])
    commands = {
        "stock-actions": ["rasa", "run", "actions", "--port", str(actions)],
        "stock": ["rasa", "run", "--model", str(project.model), "--port", str(web), "--interface", "127.0.0.1"],
    }
    for name, command in commands.items():
        bot.processes.append(_launch(command, project.folder, folder / f"{name}.log", environment))
    return bot


def start_ours(folder: Path) -> Bot:
    """Launch ours, ``assistant serve``, with a fresh SQLite file."""
    port, token = free_port(), secrets.token_hex(8)
    environment = {**OURS, "DATABASE_URL": f"sqlite:///{folder / 'ours.db'}", "REST_TOKEN": token}
    bot = Bot(name="ours", client=Client(f"http://127.0.0.1:{port}", token), processes=[])
    command = ["assistant.cli.main", "serve", "--port", str(port)]
    bot.processes.append(_launch(command, PROJECT, folder / "ours.log", environment))
    return bot


def _launch(command: list[str], folder: Path, log: Path, environment: Mapping[str, str]) -> Process:
    return Process(
        [sys.executable, "-m", *command], folder=folder, log=log, environment={**os.environ, **PLAIN, **environment}
    )
