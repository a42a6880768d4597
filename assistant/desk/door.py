"""The door of the desk: a session cookie says who is asking, a CSRF token that the page itself asks, the role what they may."""

from __future__ import annotations

import asyncio
import hmac
from typing import Any, Callable, Collection

from sanic.request import Request

from assistant.bootstrap import App, Services
from assistant.errors import AccessError, CustomerError, RoleError
from assistant.services.accounts import ROLES, SEEN
from assistant.storage.agents import AgentSession

COOKIE = "desk_session"
STAFF = tuple(role for role in ROLES if role != "trainee")


class Door:
    """Lets in whoever has a session, and does their work in one transaction."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def session(
        self, request: Request, *, changing: bool = False, roles: Collection[str] | None = None, one_time: bool = False
    ) -> AgentSession:
        """Return who is asking.

        Without ``roles`` it is for all but trainees, who see no customers; ``one_time`` lets in those too who must change their
        password before anything else.

        Raises:
            AccessError: without a session, or where something is to be changed without the page's token.
            RoleError: for any but these ``roles``.
            CustomerError: ``password_first`` while the password is one that somebody else gave.
        """
        session = await self.find(request.cookies.get(COOKIE) or "")
        if session is None:
            raise AccessError("not logged in")
        if changing and not hmac.compare_digest(request.headers.get("X-CSRF", "").encode(), session.csrf.encode()):
            raise AccessError("no CSRF token")
        if session.agent.role not in (STAFF if roles is None else roles):
            raise RoleError(f"role {session.agent.role} may not do this")
        if session.agent.one_time and not one_time:
            raise CustomerError("password_first")
        return session

    async def find(self, token: str) -> AgentSession | None:
        """Return the session of a cookie's value, or None."""
        found: AgentSession | None = await self.do(lambda services: services.accounts.session(token)) if token else None
        if found is not None and self.app.clock.now() - found.seen_at > SEEN:
            await self.do(lambda services: services.accounts.see(found), write=True)
        return found

    async def do(self, work: Callable[[Services], Any], *, write: bool = False) -> Any:
        """Do a piece of work with the services, in a thread, in one transaction."""

        def run() -> Any:
            with self.app.work() if write else self.app.look() as services:
                return work(services)

        return await asyncio.get_running_loop().run_in_executor(None, run)


def sees_customers(session: AgentSession) -> bool:
    """Tell whether somebody is past the door's usual rules: no trainee, and with a password of their own."""
    return session.agent.role in STAFF and not session.agent.one_time


def cookie_in(header: str) -> str:
    """Return the session cookie's value from a Cookie header."""
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for name, _, value in pairs if name == COOKIE), "")
