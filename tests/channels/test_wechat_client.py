"""The calls to WeChat, against its simulator: the token, refusals, slowness, pictures."""

from __future__ import annotations

import asyncio
from typing import Any, Awaitable, Callable, Iterator

import pytest

from assistant.channels.wechat_oa.client import WeChatClient, WeChatError
from assistant.errors import ExternalError
from tests.channels.wechat_simulator import WeChatPlatform

HELLO = {"msgtype": "text", "text": {"content": "您好"}}
CUSTOMER = "oCustomer-1"


@pytest.fixture
def platform() -> Iterator[WeChatPlatform]:
    platform = WeChatPlatform("wx-test", "secret", "token").start()
    platform.follow(CUSTOMER)
    yield platform
    platform.stop()


def call(platform: WeChatPlatform, work: Callable[[WeChatClient], Awaitable[Any]], secret: str = "secret") -> Any:
    async def run() -> Any:
        client = WeChatClient("wx-test", secret, platform.url, seconds=0.5)
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(run())


def test_token_is_fetched_once_for_calls_at_the_same_time(platform: WeChatPlatform) -> None:
    async def work(client: WeChatClient) -> None:
        await asyncio.gather(*(client.send(CUSTOMER, HELLO) for _ in range(4)))
        await client.send(CUSTOMER, HELLO)

    call(platform, work)
    assert platform.seen(CUSTOMER) == ["您好"] * 5
    assert len(platform.tokens) == 1


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_refused_token_is_renewed_once(platform: WeChatPlatform, code: int) -> None:
    async def work(client: WeChatClient) -> None:
        await client.token()
        platform.fail("send", code, code, code, code)
        await asyncio.gather(*(client.send(CUSTOMER, HELLO) for _ in range(4)))

    call(platform, work)
    assert platform.seen(CUSTOMER) == ["您好"] * 4
    assert len(platform.tokens) == 2


def test_token_is_renewed_before_it_ends(platform: WeChatPlatform) -> None:
    async def work(client: WeChatClient) -> None:
        await client.send(CUSTOMER, HELLO)
        client._token_until = 0.0
        await client.send(CUSTOMER, HELLO)

    call(platform, work)
    assert len(platform.tokens) == 2


def test_token_that_stays_refused_is_an_error_for_later(platform: WeChatPlatform) -> None:
    platform.fail("send", 40001, 40001)
    with pytest.raises(WeChatError) as caught:
        call(platform, lambda client: client.send(CUSTOMER, HELLO))
    assert not caught.value.permanent


def test_wrong_secret_is_an_error_that_does_not_show_it(platform: WeChatPlatform) -> None:
    with pytest.raises(WeChatError) as caught:
        call(platform, lambda client: client.send(CUSTOMER, HELLO), secret="not-the-secret")
    assert caught.value.code == 40001
    assert "not-the-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "permanent"),
    [(40003, True), (45015, True), (45002, True), (45047, False), (-1, False), (45009, False), ("500", False),
     ("garbage", False), (2.0, False)],
)  # fmt: skip
def test_refusal_tells_whether_to_try_again(platform: WeChatPlatform, fault: Any, permanent: bool) -> None:
    platform.fail("send", fault)
    with pytest.raises(ExternalError) as caught:
        call(platform, lambda client: client.send(CUSTOMER, HELLO))
    assert caught.value.permanent is permanent
    assert "token" not in str(caught.value)
    assert platform.seen(CUSTOMER) == []


def test_platform_that_is_not_there(platform: WeChatPlatform) -> None:
    platform.down = True
    with pytest.raises(ExternalError) as caught:
        call(platform, lambda client: client.send(CUSTOMER, HELLO))
    assert not caught.value.permanent


def test_stranger_is_refused_for_good(platform: WeChatPlatform) -> None:
    with pytest.raises(WeChatError) as caught:
        call(platform, lambda client: client.send("oNobody", HELLO))
    assert caught.value.permanent


def test_picture_is_cut_off_at_the_limit(platform: WeChatPlatform) -> None:
    platform.media["m"] = (b"x" * 200_000, "image/png")
    assert call(platform, lambda client: client.media("m", 300_000)) == (b"x" * 200_000, "image/png")
    assert call(platform, lambda client: client.media("m", 70_000)) == (b"x" * 70_000, "image/png")


def test_picture_that_is_gone(platform: WeChatPlatform) -> None:
    with pytest.raises(WeChatError) as caught:
        call(platform, lambda client: client.media("m", 1000))
    assert caught.value.permanent
