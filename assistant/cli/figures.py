"""What the service is doing, in figures."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from assistant.bootstrap import App


class Figures:
    """What the service is doing, for Prometheus."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.registry = CollectorRegistry()
        self.waiting = Gauge("assistant_waiting_conversations", "Conversations in the queue", registry=self.registry)
        self.pending = Gauge(
            "assistant_pending_messages", "Conversations with unanswered messages", registry=self.registry
        )

    def read(self) -> bytes:
        """Return the figures as they are now."""
        with self.app.look() as services:
            self.waiting.set(len(services.unit.handoffs.waiting()))
            self.pending.set(len(services.unit.inbox.pending_conversations()))
        return generate_latest(self.registry)
