"""The intents, and the group that each belongs to."""

from __future__ import annotations

from types import MappingProxyType
from typing import Mapping

_GROUPS = {
    "knowledge": ("ask_knowledge", "ask_coverage"),
    "advice": ("seek_advice", "compare_products"),
    "policy_service": ("query_policy", "change_policy", "renew_policy", "surrender_policy"),
    "claim_report": ("report_claim",),
    "claim_material": ("ask_materials", "submit_materials"),
    "claim_progress": ("query_claim",),
    "claim_dispute": ("dispute_claim",),
    "complaint": ("file_complaint", "query_complaint", "add_complaint", "withdraw_complaint"),
    "human": ("request_human",),
    "emergency": ("report_emergency",),
    "smalltalk": ("greet", "say_goodbye", "thank", "ask_bot", "chitchat", "simplify"),
    "control": ("affirm", "deny", "cancel", "restart", "go_back", "correct", "unsure"),
    "out_of_scope": ("out_of_scope",),
}
INTENT_GROUPS: Mapping[str, str] = MappingProxyType(
    {intent: group for group, names in _GROUPS.items() for intent in names}
)
EMERGENCY = "report_emergency"
OUT_OF_SCOPE = "out_of_scope"


def group_of(intent: str | None) -> str:
    """Return an intent's group; what is not known is out of scope.

    >>> group_of("ask_coverage"), group_of(None)
    ('knowledge', 'out_of_scope')
    """
    return INTENT_GROUPS.get(intent or "", OUT_OF_SCOPE)
