"""The roles of the desk that several rooms ask for by what they do."""

from __future__ import annotations

SUPERVISES = frozenset({"supervisor", "admin"})
TAKES = SUPERVISES | {"agent"}  # who talks with customers and works their complaints
AUDITS = frozenset({"auditor", "admin"})  # the trail, and what is held
