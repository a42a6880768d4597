"""The ways to object to a decision on a claim."""

from __future__ import annotations

NEGOTIATION = "negotiation"  # 协商
WAYS = (NEGOTIATION, "mediation", "arbitration", "litigation")  # 协商、调解、仲裁、诉讼
