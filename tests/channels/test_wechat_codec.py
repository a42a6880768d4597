"""WeChat's wire: published examples of its encryption, round trips, tampering, and everything that is no message."""

from __future__ import annotations

import base64
import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels.wechat_oa.codec import NOT_PASSED_ON, Codec, read_message, read_xml, write_xml
from assistant.channels.wechat_oa.crypt import MessageCipher, check_signature, signature
from assistant.errors import AccessError, CustomerError, SettingsError

PATIENT = settings(deadline=None)  # the machine may be busy
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP = "wx2c2769f8efd9abc2"

# the platforms' own published examples: token, key, receiver, signature, timestamp, nonce, encrypted, what is in it
EXAMPLES = {
    "wecom address": (
        "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo", "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", "ww1436e0e65a779aee",
        "012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb", "1476416373", "47744683",
        "fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA==",
        "1288432023552776189",
    ),
    "wecom message, padded by 22": (
        "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo", "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", "ww1436e0e65a779aee",
        "0c3914025cb4b4d68103f6bfc8db550f79dcf48e", "1476422779", "1597212914",
        "Kl7kjoSf6DMD1zh7rtrHjFaDapSCkaOnwu3bqLc5tAybhhMl9pFeK8NslNPVdMwmBQTNoW4mY7AIjeLvEl3NyeTkAgGzBhzTtRLNshw2AEew"
        "+kkYcD+Fq72Kt00fT0WnN87hGrW8SqGc+NcT3mu87Ha3dz1pSDi6GaUA6A0sqfde0VJPQbZ9U+3JWcoD4Z5jaU0y9GSh010wsHF8KZD24Yhm"
        "ZH4ch4Ka7ilEbjbfvhKkNL65HHL0J6EYJIZUC2pFrdkJ7MhmEbU2qARR4iQHE7wy24qy0cRX3Mfp6iELcDNfSsPGjUQVDGxQDCWjayJOpcwo"
        "cugux082f49HKYg84EpHSGXAyh+/oxwaWbvL6aSDPOYuPDGOCI8jmnKiypE+",
        "<Content>你好</Content>",
    ),
    "wecom address, older": (
        "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7",
        "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780",
        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
        "1616140317555161061",
    ),
    "wecom message, padded by 30": (
        "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7",
        "477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149",
        "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvu"
        "JTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwG"
        "c2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9"
        "EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0"
        "lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
        "<Content><![CDATA[hello]]></Content>",
    ),
    "official account": (
        "spamtest", KEY, APP,
        "5d197aaffba7e9b25a30732f161a50dee96bd5fa", "1409735669", "1320562132",
        "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9"
        "FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3y"
        "t+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v"
        "6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE=",
        "<Content><![CDATA[abcdteT]]></Content>",
    ),
    "an address check of 2014": (
        "123456", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", "wx49f0ab532d5d035a",
        "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", "1411443780", "437374425",
        "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==",
        "5927782489442352469",
    ),
}  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_published_example(example: tuple[str, ...]) -> None:
    token, key, receiver, signed, timestamp, nonce, encrypted, content = example
    check_signature(signed, token, timestamp, nonce, encrypted)
    assert content in MessageCipher(key, receiver).decrypt(encrypted).decode()


def test_published_example_of_encrypting() -> None:
    encrypted = MessageCipher(KEY, "wxb11529c136998cb6").encrypt("我是中文abcd123".encode(), salt=b"aaaabbbbccccdddd")
    assert encrypted == "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="


def test_published_message_is_read() -> None:
    token, key, receiver, signed, timestamp, nonce, encrypted, _ = EXAMPLES["official account"]
    query = {"msg_signature": signed, "timestamp": timestamp, "nonce": nonce}
    incoming = Codec(token, receiver, key).read(query, write_xml({"Encrypt": encrypted}).encode())
    assert (incoming.kind, incoming.text, incoming.key) == ("text", "abcdteT", "6054768590064713728")
    assert incoming.sender == "oyORnuP8q7ou2gfYjqLzSIWZf0rs"


@PATIENT
@given(st.text(max_size=300), st.text(alphabet="abcxyz0189", max_size=40))
def test_what_is_encrypted_can_be_decrypted(message: str, receiver: str) -> None:
    cipher = MessageCipher(KEY, receiver)
    encrypted = cipher.encrypt(message.encode())
    assert cipher.decrypt(encrypted) == message.encode()
    assert len(base64.b64decode(encrypted)) % 32 == 0


@PATIENT
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_changed_message_is_refused(place: int, change: int) -> None:
    codec = Codec("token", APP, KEY)
    content = bytearray(base64.b64decode(codec.cipher.encrypt(b"<xml></xml>")))  # type: ignore[union-attr]
    signed = signature("token", "1", "2", base64.b64encode(bytes(content)).decode())
    content[place % len(content)] ^= change
    body = write_xml({"Encrypt": base64.b64encode(bytes(content)).decode()}).encode()
    with pytest.raises(AccessError):
        codec.read({"msg_signature": signed, "timestamp": "1", "nonce": "2"}, body)


@PATIENT
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_signature_of_another_token_is_refused(token: str) -> None:
    signed = signature(token, "1409735669", "1320562132")
    if token != "spamtest":
        with pytest.raises(AccessError):
            check_signature(signed, "spamtest", "1409735669", "1320562132")


def test_message_for_another_account_is_refused() -> None:
    encrypted = MessageCipher(KEY, "wx_another").encrypt(b"<xml></xml>")
    with pytest.raises(AccessError):
        MessageCipher(KEY, APP).decrypt(encrypted)


@pytest.mark.parametrize("encrypted", ["", "-", "AAAA", "A" * 88, "中文", base64.b64encode(b"\0" * 64).decode()])
def test_what_is_not_encrypted_with_our_key(encrypted: str) -> None:
    with pytest.raises(CustomerError):
        MessageCipher(KEY, APP).decrypt(encrypted)


@PATIENT
@given(st.binary(max_size=200))
def test_any_bytes_are_decrypted_or_refused(content: bytes) -> None:
    with pytest.raises((CustomerError, AccessError)):
        MessageCipher(KEY, APP).decrypt(base64.b64encode(content).decode())


@pytest.mark.parametrize("key", ["", "short", KEY + "H", "?" * 43, KEY[:-1]])
def test_key_that_is_none(key: str) -> None:
    with pytest.raises(SettingsError):
        MessageCipher(key, APP)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>'


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"<xml>", b"<xml><a></xml>", b"\xff\xfe\x00", BOMB.encode(), OUTSIDE.encode(), b"<!DOCTYPE xml><xml/>",
     b'<?xml version="1.0" encoding="no-such"?><xml/>', b"<xml>" + b"a" * 200_000 + b"</xml>"],
)  # fmt: skip
def test_what_is_no_xml_of_wechats(body: bytes) -> None:
    with pytest.raises(CustomerError):
        read_xml(body)


@PATIENT
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(CustomerError):
        assert isinstance(read_xml(body), dict)


@PATIENT
@given(
    st.dictionaries(st.sampled_from(["FromUserName", "CreateTime", "MsgType", "MsgId", "Content", "Event"]), st.text())
)
def test_any_fields_are_read_or_refused(fields: dict[str, str]) -> None:
    try:
        incoming = read_message(fields)
    except CustomerError:
        return
    assert incoming.kind in ("text", "payload", "picture", "unsupported", "ignored")
    assert len(incoming.key) <= 255


@PATIENT
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_what_is_written_can_be_read(text: str) -> None:
    assert read_xml(write_xml({"Content": text}).encode()).get("Content") == text


COMMON = {"ToUserName": "gh_1", "FromUserName": "o-1", "CreateTime": "1700000000", "MsgId": "7"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"MsgType": "text", "Content": "你好"}, {"kind": "text", "text": "你好", "key": "7"}),
        ({"MsgType": "text", "Content": "是", "bizmsgmenuid": "1201"}, {"kind": "text", "button": "1201"}),
        ({"MsgType": "text", "Content": NOT_PASSED_ON}, {"kind": "unsupported"}),
        ({"MsgType": "voice", "MediaId": "m", "Recognition": "怎么报案"}, {"kind": "text", "text": "怎么报案"}),
        ({"MsgType": "voice", "MediaId": "m", "Recognition": " "}, {"kind": "unsupported"}),
        ({"MsgType": "voice", "MediaId": "m"}, {"kind": "unsupported"}),
        ({"MsgType": "image", "MediaId": "m"}, {"kind": "picture", "media_id": "m"}),
        ({"MsgType": "image"}, {"kind": "unsupported"}),
        ({"MsgType": "location"}, {"kind": "unsupported"}),
        ({"MsgType": "video"}, {"kind": "unsupported"}),
        ({"MsgType": "event", "Event": "subscribe"}, {"kind": "payload", "payload": "/greet"}),
        (
            {"MsgType": "event", "Event": "CLICK", "EventKey": "/report_claim"},
            {"kind": "payload", "payload": "/report_claim"},
        ),
        ({"MsgType": "event", "Event": "CLICK"}, {"kind": "ignored"}),
        ({"MsgType": "event", "Event": "unsubscribe"}, {"kind": "ignored"}),
        ({"MsgType": "event", "Event": "no such thing"}, {"kind": "ignored"}),
        ({"MsgType": "event"}, {"kind": "ignored"}),
    ],
)
def test_what_a_message_says(fields: dict[str, str], expected: dict[str, str]) -> None:
    incoming = read_message({**COMMON, **fields})
    assert {name: getattr(incoming, name) for name in expected} == expected
    assert (incoming.sender, incoming.account, incoming.at) == ("o-1", "gh_1", 1700000000)


@pytest.mark.parametrize(
    "change",
    [{"FromUserName": ""}, {"FromUserName": "a b"}, {"FromUserName": "x" * 65}, {"CreateTime": "now"}, {"MsgType": ""},
     {"MsgId": ""}, {"MsgId": "../7"}, {"MsgId": "٧"}],
)  # fmt: skip
def test_message_without_what_every_message_has(change: dict[str, str]) -> None:
    with pytest.raises(CustomerError):
        read_message({**COMMON, "MsgType": "text", "Content": "你好", **change})


def test_events_are_told_apart_by_time_and_subject() -> None:
    def key(**change: str) -> str:
        return read_message({**COMMON, "MsgType": "event", "Event": "CLICK", "EventKey": "/greet", **change}).key

    assert key() == key()
    assert len({key(), key(CreateTime="1700000001"), key(EventKey="/report_claim"), key(FromUserName="o-2")}) == 4


def test_plain_message_is_refused_where_a_key_is_set() -> None:
    query = {"signature": signature("token", "1", "2"), "timestamp": "1", "nonce": "2"}
    body = write_xml({**COMMON, "MsgType": "text", "Content": "你好"}).encode()
    assert Codec("token", APP).read(query, body).text == "你好"
    with pytest.raises(AccessError):
        Codec("token", APP, KEY).read(query, body)


def test_direct_answer_is_signed_and_encrypted() -> None:
    codec = Codec("token", APP, KEY)
    incoming = read_message({**COMMON, "MsgType": "text", "Content": "你好"})
    fields = read_xml(codec.answer(incoming, "稍等 ]]>", {"nonce": "n"}).encode())
    check_signature(fields["MsgSignature"], "token", fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
    inside = read_xml(MessageCipher(KEY, APP).decrypt(fields["Encrypt"]))
    assert (inside["ToUserName"], inside["FromUserName"], inside["Content"]) == ("o-1", "gh_1", "稍等 ]]>")
    assert re.fullmatch(r"[0-9]+", inside["CreateTime"])
