"""The insurer's core system over HTTP: time limits, one more try, and a breaker that stops asking what does not answer.

``POST /holders`` with ``id_number`` and ``phone`` gives ``{"name"}``, or 404; ``POST /policies`` with ``id_number`` gives a list of
policies with the fields of ``storage.customers.Policy``. Personal data goes in bodies, never in addresses, which end up in logs.
"""

from __future__ import annotations

import json
import logging
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Mapping

import pybreaker
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from assistant.errors import PolicySourceDown
from assistant.storage.customers import Policy

logger = logging.getLogger(__name__)
CONNECT_SECONDS, READ_SECONDS = 1.0, 2.0
TRIES_MORE = 1
FAILURES = 3  # in a row, and it is left in peace
REST_SECONDS = 30.0
LARGEST = 1_000_000  # bytes of an answer


class HttpPolicies:
    """The source behind an HTTP API; one for all transactions of a process."""

    def __init__(
        self, url: str, token: str, *, rest_seconds: float = REST_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        self.url = url.rstrip("/")
        self.timeout = (CONNECT_SECONDS, read_seconds)
        self.breaker = pybreaker.CircuitBreaker(fail_max=FAILURES, reset_timeout=rest_seconds)
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        retry = Retry(total=TRIES_MORE, backoff_factor=0.1, status_forcelist=(502, 503, 504), allowed_methods=None)
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retry))

    def find_holder(self, id_number: str, phone: str) -> str | None:
        """Return the holder's name, or None."""
        answer = self._ask("/holders", {"id_number": id_number, "phone": phone})
        if answer is None:
            return None
        if not isinstance(answer, dict) or not isinstance(answer.get("name"), str):
            raise self._down("holders: not a name")
        return str(answer["name"])

    def policies_of(self, id_number: str) -> list[Policy]:
        """Return the policies, the latest first."""
        answer = self._ask("/policies", {"id_number": id_number})
        try:
            found = [_policy(item) for item in answer or []]
        except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
            raise self._down(f"policies: {error!r}") from error
        return sorted(found, key=lambda policy: policy.effective_from, reverse=True)

    def _ask(self, path: str, body: Mapping[str, str]) -> Any:
        try:
            return self.breaker.call(self._post, path, body)
        except pybreaker.CircuitBreakerError as error:
            raise PolicySourceDown("not asked: it has not answered lately") from error
        except (requests.RequestException, ValueError) as error:
            raise self._down(f"{path}: {type(error).__name__}") from error

    def _post(self, path: str, body: Mapping[str, str]) -> Any:
        with self.session.post(
            self.url + path, json=dict(body), timeout=self.timeout, stream=True, allow_redirects=False
        ) as response:
            if response.status_code == requests.codes.not_found:
                return None
            response.raise_for_status()
            content = response.raw.read(LARGEST + 1, decode_content=True)
        if response.status_code != requests.codes.ok or len(content) > LARGEST:
            raise ValueError("no answer that can be read")
        return json.loads(content)

    def _down(self, why: str) -> PolicySourceDown:
        logger.warning("policy source: %s", why)
        return PolicySourceDown(why)


def _policy(item: Mapping[str, Any]) -> Policy:
    amount = item.get("sum_insured")
    return Policy(
        **{name: str(item[name]) for name in ("number", "product", "version", "insured")},
        customer_id=0,
        effective_from=date.fromisoformat(item["effective_from"]),
        effective_to=date.fromisoformat(item["effective_to"]),
        sum_insured=None if amount is None else Decimal(str(amount)),
        premium=Decimal(str(item["premium"])),
        details=dict(item.get("details") or {}),
    )
