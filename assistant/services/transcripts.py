"""Transcripts handed out: whole, masked unless a reason was given, as JSON or PDF, to staff or to the customer by a link that expires."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Mapping

import jwt

from assistant.clock import SHANGHAI, Clock
from assistant.domain.conversation import Conversation
from assistant.domain.message import Author, Line
from assistant.errors import AccessError, CustomerError
from assistant.services.desk_talk import hears
from assistant.services.pdf import PdfDocument
from assistant.services.phrases import Phrases
from assistant.storage.agents import Agent
from assistant.storage.searching import WHISPER
from assistant.storage.unit import Unit
from assistant.text.masking import mask

FORMATS = {"pdf": "application/pdf", "json": "application/json"}
LINK = timedelta(hours=24)
LINES = 100_000
LEAST_REASON = 4
LOOKS = frozenset(
    {"supervisor", "claims", "auditor", "admin"}
)  # may see personal data, with a reason; an agent only of their own customer
READS = LOOKS | {"agent"}
ALGORITHM = "HS256"
MINUTE = "%Y-%m-%d %H:%M"


class Transcripts:
    """Transcripts of one transaction."""

    def __init__(self, unit: Unit, phrases: Phrases, company: Mapping[str, Any], clock: Clock) -> None:
        self.unit = unit
        self.phrases = phrases
        self.company = company
        self.clock = clock

    def for_staff(self, agent: Agent, conversation_id: str, format: str, *, reason: str = "") -> bytes:
        """Return everything that is for their eyes, notes among it; personal data in full where a reason is given. It is in the audit trail.

        Raises:
            AccessError: when the role may not read transcripts, or not in full.
            CustomerError: ``reason_needed`` for a reason that says nothing, ``bad_request`` for another format.
        """
        conversation = self.unit.conversations.read(conversation_id)
        if agent.role not in READS:
            raise AccessError(f"role {agent.role} reads no transcripts")
        if reason:
            self._check_reason(agent, conversation, reason)
        lines = self._lines(agent, conversation, clear=bool(reason))
        self._note(agent, "transcript.downloaded", conversation, format=format, reason=mask(reason), clear=bool(reason))
        return self._write(conversation, lines, format, reason)

    def for_export(self, conversation_id: str, *, reason: str, by: str) -> dict[str, Any]:
        """Return everything, for an operator's export; personal data in full where a reason is given. It is in the audit trail."""
        conversation = self.unit.conversations.read(conversation_id)
        lines = self.unit.transcript.lines(conversation_id, shown_only=False, clear=bool(reason), limit=LINES)
        now = self.clock.now()
        self.unit.audit.note(by, "transcript.exported", conversation_id, now, reason=mask(reason), clear=bool(reason))
        return self.content(conversation, lines, reason)

    def clear_lines(self, agent: Agent, conversation_id: str, reason: str) -> dict[int, str]:
        """Return the words as said of the lines that are masked, by number. It is in the audit trail.

        Raises:
            AccessError: when the role may not see them.
            CustomerError: ``reason_needed``.
        """
        conversation = self.unit.conversations.read(conversation_id)
        self._check_reason(agent, conversation, reason)
        shown, clear = (self._lines(agent, conversation, clear=c) for c in (False, True))
        self._note(agent, "transcript.unmasked", conversation, reason=mask(reason))
        pairs = zip(shown, clear)
        return {after.seq: after.reply.text for before, after in pairs if before.reply.text != after.reply.text}

    def link(self, conversation: Conversation) -> tuple[str, datetime]:
        """Return a token by which the customer's transcript can be had, and until when."""
        until = self.clock.now() + LINK
        claims = {"sub": conversation.id, "exp": int(until.timestamp()), "aud": "transcript"}
        self.unit.audit.note("customer", "transcript.link_made", conversation.id, self.clock.now())
        return jwt.encode(claims, self.unit.cipher.link_key(), ALGORITHM), until

    def for_customer(self, token: str, format: str) -> bytes:
        """Return what the customer was shown, masked: whoever has the link may have found it.

        Raises:
            CustomerError: ``link_expired`` or ``link_broken``.
        """
        conversation = self.unit.conversations.read(self._subject(token))
        lines = self.unit.transcript.lines(conversation.id, limit=LINES)
        self.unit.audit.note("customer", "transcript.downloaded", conversation.id, self.clock.now(), format=format)
        return self._write(conversation, lines, format, "")

    def _lines(self, agent: Agent, conversation: Conversation, *, clear: bool) -> list[Line]:
        """Return the lines that are for somebody of the staff; whispers are for few."""
        lines = self.unit.transcript.lines(conversation.id, shown_only=False, clear=clear, limit=LINES)
        return lines if hears(agent, conversation) else [line for line in lines if line.reply.kind != WHISPER]

    def _subject(self, token: str) -> str:
        try:  # our own clock says what has expired
            claims = jwt.decode(token, self.unit.cipher.link_key(), [ALGORITHM], audience="transcript",
                                options={"verify_exp": False, "require": ["sub", "exp"]})  # fmt: skip
        except jwt.InvalidTokenError:
            raise CustomerError("link_broken") from None
        if self.clock.now().timestamp() >= claims["exp"]:
            raise CustomerError("link_expired")
        return str(claims["sub"])

    def _check_reason(self, agent: Agent, conversation: Conversation, reason: str) -> None:
        if agent.role not in LOOKS and not (agent.role == "agent" and conversation.agent_id == agent.id):
            raise AccessError(f"role {agent.role} may not see personal data here")
        if len(reason.strip()) < LEAST_REASON:
            raise CustomerError("reason_needed", least=LEAST_REASON)

    def _note(self, agent: Agent, action: str, conversation: Conversation, **detail: Any) -> None:
        self.unit.audit.note(agent.name, action, conversation.id, self.clock.now(), **detail)

    def _write(self, conversation: Conversation, lines: list[Line], format: str, reason: str) -> bytes:
        if format not in FORMATS:
            raise CustomerError("bad_request")
        content = self.content(conversation, lines, reason)
        return as_json(content) if format == "json" else self.as_pdf(content)

    def content(self, conversation: Conversation, lines: list[Line], reason: str = "") -> dict[str, Any]:
        """Return a transcript as it is written down, with the digest that vouches for it."""
        names = self.unit.agents.names()
        last = (self.unit.transcript.links(conversation.id) or [(0, "")])[-1]
        return {
            "conversation": conversation.id,
            "channel": conversation.channel,
            "opened_at": conversation.created_at.isoformat(),
            "made_at": self.clock.now().isoformat(),
            "masked": not reason,
            "reason": reason,
            "messages": [_entry(line, names.get(line.agent_id or 0, "")) for line in lines],
            "proof": {"seq": last[0], "digest": last[1]},
        }

    def as_pdf(self, content: Mapping[str, Any]) -> bytes:
        """Return a transcript as a PDF."""
        document = PdfDocument(self._say("title", company=self.company.get("name", "")))
        document.note(self._say("head", id=content["conversation"], opened=_minute(content["opened_at"]),
                                made=_minute(content["made_at"]), count=len(content["messages"])))  # fmt: skip
        document.note(self._say("masked") if content["masked"] else self._say("clear", reason=content["reason"]))
        rows = [[_minute(entry["at"]), self._author(entry), self._words(entry)] for entry in content["messages"]]
        document.table(rows, (17, 15, 68), head=False)
        document.note(self._say("proof", **content["proof"]))
        return document.build()

    def _author(self, entry: Mapping[str, Any]) -> str:
        who = entry["from"] if entry["shown"] or entry["from"] != Author.AGENT.value else "note"
        return self.phrases.reply(f"utter_author_{who}", name=entry["agent"]).text

    def _words(self, entry: Mapping[str, Any]) -> str:
        sources = [self._say("source", **{name: c.get(name, "") for name in ("document", "clause", "version")})
                   for c in entry["citations"]]  # fmt: skip
        return "\n".join([entry["text"] or self._say("erased"), *sources])

    def _say(self, name: str, **fields: Any) -> str:
        return self.phrases.reply(f"utter_transcript_{name}", **fields).text


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return a transcript as JSON."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _entry(line: Line, agent: str) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "from": line.author.value,
        "agent": agent,
        "shown": line.shown,
        "text": line.reply.text,
        "buttons": [button.title for button in line.reply.buttons],
        "citations": [dict(citation) for citation in line.reply.citations],
    }


def _minute(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(SHANGHAI).strftime(MINUTE)
