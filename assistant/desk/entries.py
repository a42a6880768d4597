"""The desk's calls for what becomes knowledge: written, checked, approved by a second person, in use."""

from __future__ import annotations

import asyncio
from typing import Any, Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.bootstrap import Services
from assistant.desk.body import Body
from assistant.desk.door import Door
from assistant.desk.publisher import Publisher
from assistant.domain.proposal import Entry, Proposal
from assistant.domain.roles import SUPERVISES
from assistant.errors import CustomerError
from assistant.retrieval.model import Citation
from assistant.storage.agents import Agent

ROOT = "/desk/api/worklist"
SHOWN = 50
PLACES = 8
LONGEST = 4000

Work = Callable[[Agent, Body], None]  # in a thread, with no transaction open


class EntryDesk:
    """Routes of entries for the knowledge base."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.publisher = Publisher(door.app)

    def mount(self, server: Sanic) -> None:
        """Add the calls."""
        server.add_route(self.listing, f"{ROOT}/entries", methods=["GET"], name="entries")
        server.add_route(self.places, f"{ROOT}/places", methods=["GET"], name="entry_places")
        server.add_route(self.propose, f"{ROOT}/<key:int>/knowledge", methods=["POST"], name="worklist_knowledge")
        server.add_route(self.act, f"{ROOT}/entries/<key:int>/<step:str>", methods=["POST"], name="entry_act")

    async def listing(self, request: Request) -> HTTPResponse:
        """Return what waits for a second person, and what became of the rest."""
        session = await self.door.session(request, roles=SUPERVISES)
        return json(await self.door.do(lambda services: _listing(services, session.agent)))

    async def places(self, request: Request) -> HTTPResponse:
        """Return places an answer may rest on, by words."""
        await self.door.session(request, roles=SUPERVISES)
        words = (request.args.get("q") or "").strip()[:200]
        found = await self.door.do(lambda services: _places(services, words)) if words else []
        return json({"places": found})

    async def propose(self, request: Request, key: int) -> HTTPResponse:
        """Propose an entry that answers a doubtful turn and its near duplicates."""
        return await self._change(request, lambda agent, body: self.publisher.propose(agent, key, *_written(body)))

    async def act(self, request: Request, key: int, step: str) -> HTTPResponse:
        """Approve an entry, which puts it to use, give it back, or write it anew."""
        steps: dict[str, Work] = {
            "approve": lambda agent, body: self.publisher.publish(agent, key),
            "refuse": lambda agent, body: self.publisher.refuse(agent, key, body.text("remark", 500)),
            "rewrite": lambda agent, body: self.publisher.rewrite(agent, key, *_written(body)),
        }
        if step not in steps:
            await self.door.session(request, changing=True, roles=SUPERVISES)
            raise CustomerError("bad_request")
        response = await self._change(request, steps[step])
        if step == "approve":  # other processes take it over by themselves, within seconds
            asyncio.get_running_loop().run_in_executor(None, self.publisher.take_over)
        return response

    async def _change(self, request: Request, work: Work) -> HTTPResponse:
        session = await self.door.session(request, changing=True, roles=SUPERVISES)
        body = Body(request.json)
        await asyncio.get_running_loop().run_in_executor(None, work, session.agent, body)
        return json(await self.door.do(lambda services: _listing(services, session.agent)))


def _written(body: Body) -> tuple[str, Entry]:
    """Return the topic and the entry that a body has."""
    return body.text("topic", 64).strip(), _entry(body)


def _entry(body: Body) -> Entry:
    cites = tuple((cite.text("kind", 16), cite.text("target", 200)) for cite in body.bodies("cites", 40))
    wordings = (line.strip() for line in body.text("similar", LONGEST).splitlines())
    return Entry(question=body.text("question", LONGEST).strip(), answer=body.text("answer", LONGEST).strip(),
                 similar=tuple(line for line in wordings if line), cites=cites, product=body.text("product", 64).strip())  # fmt: skip


def _listing(services: Services, agent: Agent) -> dict[str, Any]:
    products = services.answers.knowledge.products
    waiting, decided = services.unit.proposals.waiting(), services.unit.proposals.decided(SHOWN)
    return {
        "waiting": [_shown(services, proposal, agent) for proposal in waiting],
        "decided": [_shown(services, proposal, agent) for proposal in decided],
        "topics": services.proposals.topics(),
        "products": [{"id": key, "name": product.name} for key, product in products.items()],
    }


def _shown(services: Services, proposal: Proposal, agent: Agent) -> dict[str, Any]:
    names = services.unit.agents.names()
    entry = proposal.entry
    return {
        "id": proposal.id,
        "key": proposal.key,
        "topic": proposal.topic,
        "state": proposal.state.value,
        "question": entry.question,
        "similar": list(entry.similar),
        "answer": entry.answer,
        "product": entry.product,
        "cites": [
            {"kind": kind, "target": target, "title": _title(services, kind, target)} for kind, target in entry.cites
        ],
        "by": names.get(proposal.made_by),
        "own": proposal.made_by == agent.id,
        "at": proposal.made_at.isoformat(),
        "decided_by": names.get(proposal.decided_by or 0),
        "decided_at": proposal.decided_at.isoformat() if proposal.decided_at else None,
        "remark": proposal.remark,
    }


def _title(services: Services, kind: str, target: str) -> str:
    """Return a cited place in words: product or statute, then article, fact or section."""
    knowledge = services.answers.knowledge
    owner, _, place = target.rpartition("/")
    if owner in knowledge.products:
        product = knowledge.products[owner]
        return f"{product.name} {product.facts[place].name if kind == 'fact' and place in product.facts else place}"
    entry = knowledge.find(f"{kind}:{target}")
    return entry.question if entry is not None else target


def _places(services: Services, words: str) -> list[dict[str, str]]:
    """Return the places that the knowledge base knows on something, each as it is cited, with the words that stand there."""
    hits = services.app.searcher.search(words, as_of=services.clock.now().date(), top=3 * PLACES)
    found = {citation.entry: _place(citation) for hit in hits for citation in hit.entry.citations}
    return list(found.values())[:PLACES]


def _place(citation: Citation) -> dict[str, str]:
    """Return a place as an author cites it: of clauses the article, whichever their version."""
    kind, _, target = citation.entry.partition(":")
    parts = target.split("/")
    return {"kind": kind, "target": f"{parts[0]}/{parts[-1]}" if kind == "clause" else target,
            "title": f"{citation.document} {citation.clause}", "quote": citation.quote}  # fmt: skip
