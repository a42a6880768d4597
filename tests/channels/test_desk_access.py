"""Every route of the desk for every role and for an outsider, by the table in ``desk_access.yml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

import httpx
import pytest
import yaml

from assistant.services.accounts import ROLES
from tests.serving import LiveServer, WebVisitor

TABLE = yaml.safe_load((Path(__file__).parent / "desk_access.yml").read_text())
PASSWORD = "a password for tests"
BODY = {"reason": "客户来电核实", "text": "", "version": 0}
LAST = ("POST /desk/api/logout",)  # it ends the session that the others are tried with


@pytest.fixture
def desk(server: LiveServer) -> Iterator[dict[str, httpx.Client]]:
    """A client with a login of each role, and an outsider's."""
    clients = {"outsider": httpx.Client(base_url=server.url, timeout=20)}
    for role in ROLES:
        with server.app.work() as services:
            services.accounts.create(f"a {role}", role, PASSWORD)
            token, session = services.accounts.login(f"a {role}", PASSWORD)
        clients[role] = httpx.Client(
            base_url=server.url, timeout=20, cookies={"desk_session": token}, headers={"X-CSRF": session.csrf}
        )
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture
def conversation(server: LiveServer) -> str:
    """A conversation that waits for a person."""
    visitor = WebVisitor(server.url)
    visitor.post("message-0001", text="转人工")
    visitor.wait_for(2)
    with server.app.look() as services:
        return services.unit.handoffs.waiting()[0].conversation_id


def rules() -> dict[str, set[str]]:
    """Return who gets in, by route."""
    everyone = set(TABLE["everyone"])
    words = {"everyone": everyone, "staff": set(TABLE["staff"]), "public": everyone | {"outsider"}}
    listed = {route: words[who] if isinstance(who, str) else set(who) for route, who in TABLE["routes"].items()}
    return dict(sorted(listed.items(), key=lambda item: item[0] in LAST))


def routes(server: LiveServer) -> set[str]:
    """Return the desk's routes as the server has them."""
    found = {(method, f"/{route.path.lstrip('/')}") for route in server.routes for method in route.methods}
    return {f"{method} {path}" for method, path in found if path.startswith("/desk") and method in ("GET", "POST")}


def address(route: str, conversation: str) -> tuple[str, str]:
    method, _, path = route.partition(" ")
    path = path.replace("conversations/<key:str>", f"conversations/{conversation}")
    return method, re.sub(r"<\w+:int>", "999999", re.sub(r"<\w+(?::str)?>", "none", path))


def enters(client: httpx.Client, route: str, conversation: str, headers: dict[str, str] | None = None) -> bool:
    """Tell whether who asks is let in, whatever becomes of the call then."""
    method, path = address(route, conversation)
    answer = client.request(method, path, json=BODY if method == "POST" else None, headers=headers)
    assert answer.status_code < 500, f"{route}: {answer.text}"
    words = answer.json().get("error", {}) if answer.headers["content-type"].startswith("application/json") else {}
    return words.get("code") not in ("forbidden", "not_yours")


def test_every_route_of_the_desk_has_a_rule(server: LiveServer) -> None:
    ruled = set(rules())
    assert routes(server) - ruled == set(), "routes without a rule in tests/channels/desk_access.yml"
    unknown = {route for route in ruled - routes(server) if not any(_covers(known, route) for known in routes(server))}
    assert unknown == set(), "rules for routes that are not there"


def _covers(route: str, example: str) -> bool:
    """Tell whether an example stands for a route whose last part is a placeholder."""
    return route.rpartition("/")[0] == example.rpartition("/")[0] and route.endswith(">")


def test_who_gets_in(desk: dict[str, httpx.Client], conversation: str) -> None:
    wrong = [
        f"{route}: {role} {'got in' if entered else 'was kept out'}"
        for route, allowed in rules().items()
        for role, client in desk.items()
        if (entered := enters(client, route, conversation)) != (role in allowed)
    ]
    assert wrong == []


def test_nothing_is_changed_without_the_token_of_the_page(desk: dict[str, httpx.Client], conversation: str) -> None:
    public = {route for route, who in TABLE["routes"].items() if who == "public"}
    for route, allowed in rules().items():
        if route.startswith("POST") and route not in public:
            client = desk[min(allowed)]
            for forged in ("", "guessed"):
                assert not enters(client, route, conversation, {"X-CSRF": forged}), route


def test_account_that_is_shut_or_new_gets_in_nowhere(server: LiveServer, desk: dict[str, httpx.Client]) -> None:
    with server.app.work() as services:
        agent = services.accounts.by_name("a agent")
        services.accounts.set_active(agent.id, False, by="a admin")
        _, password = services.accounts.invite("newcomer", "supervisor", by="a admin")
    assert desk["agent"].get("/desk/api/queue").status_code == 401
    new = httpx.Client(base_url=f"{server.url}/desk/api", timeout=20)
    me = new.post("/login", json={"name": "newcomer", "password": password}).json()
    assert me["agent"]["one_time"] is True
    assert new.get("/queue").json()["error"]["code"] == "password_first"
    body = {"old": password, "new": "a password of one's own"}
    assert new.post("/password", json=body, headers={"X-CSRF": me["csrf"]}).status_code == 200
    assert new.get("/queue").status_code == 200
    new.close()
