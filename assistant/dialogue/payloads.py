"""Payloads of buttons: ``/intent`` or ``/intent{json}``, for the intents that buttons may carry and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.domain.intents import INTENT_GROUPS
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError

_FORM = re.compile(r"/([a-z_]{1,40})(\{.*\})?", re.DOTALL)
MAX_LENGTH = 500

# what a button may say, and the options it carries with their types
BUTTONS: dict[str, dict[str, type]] = {
    "affirm": {},
    "deny": {},
    "cancel": {},
    "unsure": {},
    "restart": {},
    "request_human": {"reason": str},
    "report_claim": {"type": str},
    "ask_materials": {"type": str},
    "query_claim": {},
    "query_policy": {},
    "file_complaint": {},
    "withdraw_complaint": {"complaint": str},
    "submit_materials": {},
    "choose": {"field": str, "value": object},
    "choose_claim_type": {"type": str},
    "edit_field": {"field": str},
    "choose_product": {"product": str},
    "show_entry": {"entry": str},
    "none_of_these": {},
    "assign_upload": {"upload": int, "item": str},
    "insist_upload": {"upload": int, "item": str},
    "reuse_upload": {"upload": int, "item": str},
    "withdraw_handoff": {},
    "rate": {"score": int},
    "rate_claim": {"claim": str, "score": int},
    "dispute_claim": {"claim": str},
    "choose_dispute_way": {"claim": str, "way": str},
    "rate_reply": {"seq": int, "good": bool},
    "greet": {},
}
GROUPS = {"choose_claim_type": "claim_report", "choose_product": "knowledge", "show_entry": "knowledge",
          "none_of_these": "knowledge", "assign_upload": "claim_material", "insist_upload": "claim_material",
          "reuse_upload": "claim_material", "looked": "claim_material", "withdraw_handoff": "human",
          "choose_dispute_way": "claim_dispute"}  # fmt: skip
SYSTEM: dict[str, dict[str, type]] = {
    "resume": {},
    "looked": {"upload": int},
}  # what the service itself sends; never accepted from outside


def read_payload(payload: str, *, system: bool = False) -> Understanding:
    """Return what a button's payload says.

    Raises:
        CustomerError: ``payload_unknown`` for anything that no button of ours carries.
    """
    match = _FORM.fullmatch(payload) if len(payload) <= MAX_LENGTH else None
    name = match[1] if match else ""
    if name not in BUTTONS and not (system and name in SYSTEM):
        raise CustomerError("payload_unknown")
    options = _options(match[2] if match else None, BUTTONS.get(name) or SYSTEM.get(name, {}))
    return Understanding(
        text="",
        intent=name,
        group=GROUPS.get(name) or INTENT_GROUPS.get(name, "control"),
        confidence=1.0,
        options=options,
        tapped=True,
    )


def _options(raw: str | None, known: dict[str, type]) -> dict[str, Any]:
    if raw is None:
        return {}
    try:
        options = json.loads(raw)
    except (ValueError, RecursionError):
        raise CustomerError("payload_unknown") from None
    if not isinstance(options, dict) or not all(isinstance(v, known.get(k, ())) for k, v in options.items()):
        raise CustomerError("payload_unknown")
    if any(isinstance(v, (dict, list)) or (isinstance(v, str) and len(v) > 200) for v in options.values()):
        raise CustomerError("payload_unknown")
    return options


def payload(intent: str, **options: Any) -> str:
    """Return the payload of a button."""
    return f"/{intent}{json.dumps(options, ensure_ascii=False)}" if options else f"/{intent}"
