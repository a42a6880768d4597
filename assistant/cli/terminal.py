"""The conversation in a terminal: bubbles, numbered buttons, files by ``/file PATH``."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from assistant.cli.session import Session
from assistant.errors import AssistantError

CUSTOMER = "me"
HELP = "输入问题后回车 · 数字选择按钮 · /file 路径 上传文件 · /quit 退出"
COLOURS = {"answer": "cyan", "clarify": "yellow", "safety": "red", "error": "red", "handoff": "magenta", "agent": "magenta",
           "claim": "green", "material": "green", "complaint": "magenta", "unknown": "yellow"}  # fmt: skip


class Terminal:
    """One customer at a terminal."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.console = Console(highlight=False)
        self.buttons: list[dict[str, str]] = []

    def run(self) -> int:
        """Talk until the customer leaves."""
        self.console.print(Text(HELP, style="dim"))
        self._show(self.session.customer(CUSTOMER, payload="/greet"))
        while True:
            try:
                line = self.console.input("[bold]您> [/]").strip()
            except (EOFError, KeyboardInterrupt):
                return 0
            if line == "/quit":
                return 0
            if line:
                self._say(line)

    def _say(self, line: str) -> None:
        try:
            with self.console.status(""):
                result = self._send(line)
        except AssistantError as error:
            self.console.print(Text(str(error), style="red"))
            return
        self._show(result)

    def _send(self, line: str) -> dict[str, Any]:
        if line.startswith("/file "):
            return self.session.customer(CUSTOMER, file=line[6:].strip())
        if line.isdigit() and 0 < int(line) <= len(self.buttons):
            return self.session.customer(CUSTOMER, payload=self.buttons[int(line) - 1]["payload"])
        return self.session.customer(CUSTOMER, text=line)

    def _show(self, result: dict[str, Any]) -> None:
        self.buttons = []
        for reply in result["replies"]:
            colour = COLOURS.get(reply["kind"], "blue")
            self.console.print(Padding(Panel(Text(reply["text"]), border_style=colour, width=72), (0, 0, 0, 2)))
            for button in reply["buttons"]:
                self.buttons.append(button)
                self.console.print(Text(f"    {len(self.buttons)}. {button['title']}", style=colour))
