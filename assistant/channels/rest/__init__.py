"""Rasa's REST channel, call for call, with a token and with message ids: for programs, not for browsers."""

from assistant.channels.rest.channel import RestChannel

__all__ = ["RestChannel"]
