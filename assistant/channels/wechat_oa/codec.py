"""WeChat's requests as messages, and direct answers to them. Pure: nothing is stored, sent or looked up here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Mapping
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree

from assistant.channels.wechat_oa.crypt import MessageCipher, check_signature, signature
from assistant.errors import AccessError, CustomerError

BODY_BYTES = 128 * 1024  # a text of 2048 bytes, encrypted and wrapped, has under 8 KB

# what WeChat puts, as a text, in the place of stickers and whatever else it does not pass on
NOT_PASSED_ON = "【收到不支持的消息类型，暂无法显示】"

_OPENID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TIME = re.compile(r"[0-9]{1,10}")
_MESSAGE_ID = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What a customer sent or did: ``kind`` is text, payload, picture, unsupported or ignored.

    ``key`` is the same for every repeat of it; ``at`` is Unix time; ``button`` is the id of a tapped menu entry.
    """

    kind: str
    sender: str
    account: str
    at: int
    key: str = ""
    text: str = ""
    payload: str = ""
    button: str = ""
    media_id: str = ""
    event: str = ""


class Codec:
    """Reads and writes one account's requests; with an AES key only encrypted messages are taken."""

    def __init__(self, token: str, app_id: str, aes_key: str = "") -> None:
        self.token = token
        self.cipher = MessageCipher(aes_key, app_id) if aes_key else None

    def echo(self, query: Mapping[str, str]) -> str:
        """Return the answer to the check of our address.

        Raises:
            AccessError: when it is not signed with our token.
        """
        self._check(query)
        return query.get("echostr", "")

    def read(self, query: Mapping[str, str], body: bytes) -> Incoming:
        """Return what a request says.

        Raises:
            AccessError: when it does not come from WeChat or is not for this account.
            CustomerError: ``bad_request`` when it is no message.
        """
        if self.cipher is None:
            self._check(query)
            return read_message(read_xml(body))
        encrypted = read_xml(body).get("Encrypt", "")
        if not encrypted:
            raise AccessError("not encrypted, though an AES key is set")
        self._check(query, encrypted, name="msg_signature")
        return read_message(read_xml(self.cipher.decrypt(encrypted)))

    def answer(self, incoming: Incoming, text: str, query: Mapping[str, str]) -> str:
        """Return the body that shows ``text`` to the customer as the direct answer to their message."""
        time = str(incoming.at)
        fields = {"ToUserName": incoming.sender, "FromUserName": incoming.account, "CreateTime": time,
                  "MsgType": "text", "Content": text}  # fmt: skip
        if self.cipher is None:
            return write_xml(fields)
        encrypted, nonce = self.cipher.encrypt(write_xml(fields).encode()), query.get("nonce", "")
        signed = signature(self.token, time, nonce, encrypted)
        return write_xml({"Encrypt": encrypted, "MsgSignature": signed, "TimeStamp": time, "Nonce": nonce})

    def _check(self, query: Mapping[str, str], *parts: str, name: str = "signature") -> None:
        check_signature(query.get(name, ""), self.token, query.get("timestamp", ""), query.get("nonce", ""), *parts)


def read_xml(body: bytes) -> dict[str, str]:
    """Return the fields of WeChat's flat XML.

    Raises:
        CustomerError: ``bad_request`` for anything else, entities and document types among it.
    """
    if len(body) > BODY_BYTES:
        raise CustomerError("bad_request")
    try:
        root = ElementTree.fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):  # LookupError: an encoding nobody knows
        raise CustomerError("bad_request") from None
    return {child.tag: child.text or "" for child in root}


def write_xml(fields: Mapping[str, str]) -> str:
    """Return WeChat's flat XML.

    >>> write_xml({"Content": "a ]]> b"})
    '<xml><Content><![CDATA[a ]]]]><![CDATA[> b]]></Content></xml>'
    """
    safe = {name: value.replace("]]>", "]]]]><![CDATA[>") for name, value in fields.items()}
    return "<xml>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in safe.items()) + "</xml>"


def read_message(fields: Mapping[str, str]) -> Incoming:
    """Return what the fields of a message or an event say.

    Raises:
        CustomerError: ``bad_request`` when something that every message has is missing.
    """
    sender, time = fields.get("FromUserName", ""), fields.get("CreateTime", "")
    if not _OPENID.fullmatch(sender) or not _TIME.fullmatch(time) or not fields.get("MsgType"):
        raise CustomerError("bad_request")
    common: dict[str, Any] = {"sender": sender, "account": fields.get("ToUserName", ""), "at": int(time)}
    if fields["MsgType"] == "event":
        return _event(fields, common)
    if not _MESSAGE_ID.fullmatch(fields.get("MsgId", "")):
        raise CustomerError("bad_request")
    return Incoming(**common, key=fields["MsgId"], **_content(fields))


def _content(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return kind and content of a message."""
    kind = fields["MsgType"]
    if kind == "text" and fields.get("Content") != NOT_PASSED_ON:
        return {"kind": "text", "text": fields.get("Content", ""), "button": fields.get("bizmsgmenuid", "")}
    if kind == "voice" and fields.get("Recognition", "").strip():
        return {"kind": "text", "text": fields["Recognition"]}
    if kind == "image" and fields.get("MediaId"):
        return {"kind": "picture", "media_id": fields["MediaId"]}
    return {"kind": "unsupported"}


def _event(fields: Mapping[str, str], common: dict[str, Any]) -> Incoming:
    """Return an event; it has no id of its own, so sender, time and what happened stand for one."""
    event, subject = fields.get("Event", "").lower()[:32], fields.get("EventKey", "")[:128]
    known = {"subscribe": "/greet", "click": subject}
    if not known.get(event):
        return Incoming(**common, kind="ignored", event=event)
    key = f"{common['sender']}:{common['at']}:{event}:{subject}"
    return Incoming(**common, kind="payload", event=event, key=key, payload=known[event])
