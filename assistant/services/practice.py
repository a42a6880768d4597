"""Practice: a trainee talks with a simulated customer and is told what went well."""

from __future__ import annotations

from typing import Any, Mapping

from assistant.clock import Clock
from assistant.domain.practice import Script, Verdict, answer, judge, score
from assistant.errors import CustomerError, NotFoundError
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

LONGEST = 1000
MOST_LINES = 40
RECENT = 50
SEES_ALL = frozenset({"supervisor", "admin"})


class Practice:
    """Practice talks of one transaction: in no queue, no transcript, no figure."""

    def __init__(self, unit: Unit, scripts: Mapping[str, Script], clock: Clock) -> None:
        self.unit = unit
        self.scripts = scripts
        self.clock = clock

    def overview(self, agent: Agent) -> dict[str, Any]:
        """Return the scripts and the latest talks: one's own, a supervisor sees everybody's."""
        names = self.unit.agents.names()
        runs = self.unit.practice.runs(None if agent.role in SEES_ALL else agent.id, RECENT)
        return {
            "scripts": [{"id": s.id, "title": s.title, "about": s.about} for s in self.scripts.values()],
            "runs": [{"id": r["id"], "agent": names.get(r["agent_id"]), "title": self._title(r["script"]),
                      "started_at": r["started_at"].isoformat(), "score": r["score"]} for r in runs],
        }  # fmt: skip

    def start(self, agent: Agent, script_id: str) -> dict[str, Any]:
        """Begin a talk: the customer speaks first.

        Raises:
            NotFoundError: when there is no such script.
        """
        script, now = self._script(script_id), self.clock.now()
        key = self.unit.practice.start(agent.id, script.id, now)
        self.unit.practice.write(key, script.opening, now, trainee=False)
        return self.show(agent, key)

    def say(self, agent: Agent, key: int, text: str) -> dict[str, Any]:
        """Say something to the customer, who answers; when the script is at its end, so is the talk.

        Raises:
            CustomerError: ``text_empty``, ``text_long``, or ``practice_over`` after the end.
        """
        words = text.strip()
        if not words or len(words) > LONGEST:
            raise CustomerError("text_long" if words else "text_empty", limit=LONGEST)
        run, now = self._open(agent, key), self.clock.now()
        self.unit.practice.write(key, words, now, trainee=True)
        lines = self.unit.practice.lines(key)
        used = [line["response"] for line in lines if line["response"] is not None]
        said, response = answer(self._script(run["script"]), _said(lines), used)
        self.unit.practice.write(key, said, now, trainee=False, response=response)
        if response is None or len(lines) >= MOST_LINES:
            self._end(key, run["script"])
        return self.show(agent, key)

    def finish(self, agent: Agent, key: int) -> dict[str, Any]:
        """End a talk before the script does."""
        run = self._open(agent, key)
        self._end(key, run["script"])
        return self.show(agent, key)

    def show(self, agent: Agent, key: int) -> dict[str, Any]:
        """Return a talk: its lines and, once it has ended, how it went."""
        run = self.unit.practice.lock(key, None if agent.role in SEES_ALL else agent.id)
        lines = self.unit.practice.lines(key)
        return {
            "id": key,
            "title": self._title(run["script"]),
            "about": self.scripts[run["script"]].about if run["script"] in self.scripts else "",
            "lines": [{"from": "agent" if line["trainee"] else "customer", "text": line["text"],
                       "at": line["at"].isoformat()} for line in lines],
            "ended": run["ended_at"] is not None,
            "score": run["score"],
            "result": run["result"] or [],
        }  # fmt: skip

    def _end(self, key: int, script_id: str) -> None:
        said = _said(self.unit.practice.lines(key))
        verdicts = judge(self._script(script_id), said)
        self.unit.practice.end(key, score(verdicts), [_shown(v, said) for v in verdicts], self.clock.now())

    def _open(self, agent: Agent, key: int) -> Any:
        run = self.unit.practice.lock(key, agent.id)
        if run["ended_at"] is not None:
            raise CustomerError("practice_over")
        return run

    def _script(self, script_id: str) -> Script:
        if script_id not in self.scripts:
            raise NotFoundError("no such script")
        return self.scripts[script_id]

    def _title(self, script_id: str) -> str:
        return self.scripts[script_id].title if script_id in self.scripts else script_id


def _said(lines: list[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines if line["trainee"]]


def _shown(verdict: Verdict, said: list[str]) -> dict[str, Any]:
    return {"title": verdict.goal.title, "outcome": verdict.outcome, "lines": [said[place] for place in verdict.lines]}
