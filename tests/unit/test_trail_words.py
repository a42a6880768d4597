"""What the services write into the audit trail, and the desk's words for it: nothing is written that an auditor cannot read."""

from __future__ import annotations

import ast
import re
from typing import Iterator

from assistant.domain.claim import ClaimState
from assistant.domain.complaint import Step
from assistant.domain.doubt import DoubtState
from assistant.settings import PROJECT

HOME = PROJECT / "assistant"
TABLE = (HOME / "web/src/desk/record/trail.ts").read_text(encoding="utf-8")
STEPS = (HOME / "web/src/desk/complaints/words.ts").read_text(encoding="utf-8")
PROOF = {"lines", "lanes"}  # of an anchor: for the proof alone, and for no reader
ROOMS = ("account", "handoff", "rating", "reply", "callback", "seat", "canned", "identity", "material", "complaint", "claim",
         "transcript", "record", "rows", "hold", "quality", "figures", "doubt", "knowledge", "login")  # fmt: skip
ACTION = re.compile(rf"(?:{'|'.join(ROOMS)})\.(?!yml$)[a-z_]+")


def words(name: str, text: str = TABLE) -> set[str]:
    """Return the keys of a table of words."""
    body = re.search(rf"const {name}: [^=]*= \{{(.*?)\n?\}};", text, re.DOTALL)
    assert body, name
    keys: list[tuple[str, str]] = re.findall(r"(?:^|[{,\n])\s*(?:'([^']+)'|(\w+)): ['{]", body.group(1))
    return {quoted or plain for quoted, plain in keys}


def notes() -> Iterator[tuple[str, ast.Call]]:
    """Return every call that writes into the trail, each with its method: ``note`` and what stands before it, or a claim's ``record``."""
    for path in (*HOME.glob("services/*.py"), *HOME.glob("desk/*.py"), *HOME.glob("storage/*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(r"audit\b|steps.record", text) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                if re.search(r"(audit|trail)\.note$|self\._note$|self\._hand_to$|steps\.record$", called):
                    yield node.func.attr, node


def constants() -> set[str]:
    """Return the actions that the code names, wherever in it they stand."""
    texts = (path.read_text(encoding="utf-8") for path in HOME.rglob("*.py") if "web" not in path.parts)
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    return {str(node.value) for node in nodes if isinstance(node, ast.Constant) and ACTION.fullmatch(str(node.value))}


def claim_steps() -> set[str]:
    """Return the steps that are written into a claim's life, where they are named as such."""
    named = {node.value for method, call in notes() if method == "record" for node in ast.walk(call.args[2])
             if isinstance(node, ast.Constant)}  # fmt: skip
    plain = {str(step) for step in named if not str(step).endswith("_")}
    return (
        plain | {state.value for state in ClaimState} | {action[6:] for action in constants() if action[:6] == "claim."}
    )


def test_every_action_has_words() -> None:
    found = {action for action in constants() if not action.startswith(("claim.", "complaint."))}
    assert {"hold.placed", "account.created", "handoff.accepted", "knowledge.published"} <= found
    assert found - words("ACTIONS") == set()
    assert {f"doubt.{state.value}" for state in DoubtState if state is not DoubtState.OPEN} - words("ACTIONS") == set()


def test_every_step_of_a_claim_has_words() -> None:
    assert {"searched", "file_put", "assessed", "paid"} <= claim_steps()
    assert claim_steps() - words("CLAIM") == set()


def test_every_step_of_a_complaint_has_words() -> None:
    told = words("STEPS", STEPS) | words("DONE", STEPS) | words("ACTIONS")
    named = {action.removeprefix("complaint.") for action in constants() if action.startswith("complaint.")}
    steps = {step.value for step in Step} | {step for step in named if f"complaint.{step}" not in words("ACTIONS")}
    assert steps - told == set()


def test_every_particular_has_a_name() -> None:
    given = {key.arg for _, call in notes() for key in call.keywords if key.arg not in (None, "text", "shown")}
    searched = ast.parse((HOME / "desk/claimsearch.py").read_text(encoding="utf-8"))
    given |= {str(key.value) for node in ast.walk(searched) if isinstance(node, ast.Dict) for key in node.keys
              if isinstance(key, ast.Constant)}  # fmt: skip
    assert {"by", "about", "found", "reason", "topic"} <= given
    assert given - words("DETAILS") - PROOF == set()
