"""The chat page's channel: HTTP in, a socket's nudge out; the page reads the transcript."""

from assistant.channels.web.channel import WebChannel

__all__ = ["WebChannel"]
