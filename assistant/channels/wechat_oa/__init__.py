"""WeChat Official Account (微信公众号)."""

from assistant.channels.wechat_oa.channel import WeChatChannel

__all__ = ["WeChatChannel"]
