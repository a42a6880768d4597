"""Which channels there are: one line for each folder."""

from __future__ import annotations

from typing import Callable, Mapping

from assistant.channels.base import Channel
from assistant.channels.rest import RestChannel
from assistant.channels.wechat_oa import WeChatChannel
from assistant.dialogue.dispatcher import Dispatcher
from assistant.settings import Settings

Maker = Callable[[Mapping[str, str], Dispatcher], Channel]

CHANNELS: dict[str, Maker] = {
    "rest": lambda options, dispatcher: RestChannel(options["token"], dispatcher),
    "wechat_oa": lambda options, dispatcher: WeChatChannel.from_options(options),
}


def configured(settings: Settings, dispatcher: Dispatcher) -> list[Channel]:
    """Return the channels that ``credentials.yml`` names and the environment has the secrets of."""
    return [CHANNELS[name](options, dispatcher) for name, options in settings.channels.items()]
