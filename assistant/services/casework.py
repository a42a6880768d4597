"""Casework up to the decision, and what is done around it: papers, notices, states, notes, who has a claim, visits afterwards."""

from __future__ import annotations

from assistant.domain.casework import HANDLERS, Command
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.material import Material, MaterialState
from assistant.errors import CustomerError, NotFoundError, RoleError, StateError
from assistant.services.casesteps import CaseSteps, needed
from assistant.services.claimnews import ClaimNews
from assistant.services.materials import missing
from assistant.storage.aftercare import FollowUp
from assistant.storage.agents import Agent
from assistant.storage.ratings import CLAIM

MOVES = {
    ClaimState.ACCEPTED: Command.ACCEPT,
    ClaimState.INVESTIGATING: Command.INVESTIGATE,
    ClaimState.CLOSED: Command.CLOSE,
    ClaimState.CANCELLED: Command.CANCEL,
}


class Casework:
    """What claims handlers do with claims, in one transaction."""

    def __init__(self, steps: CaseSteps, news: ClaimNews) -> None:
        self.steps = steps
        self.news = news
        self.unit = steps.unit
        self.clock = steps.clock

    def move(self, agent: Agent, number: str, version: int | None, to: str, note: str = "") -> Claim:
        """Take a claim a step further: accept, investigate, close, cancel; its customer is told."""
        command = MOVES.get(ClaimState(to)) if to in set(ClaimState) else None
        if command is None:
            raise CustomerError("claim_to")
        claim, after = self.steps.begin(agent, number, version, command)
        moved = self.steps.record(claim, after.state, after.state.value, agent.name, text=note.strip(), shown=True)
        self.news.moved(moved)
        if moved.state is ClaimState.CLOSED:
            self.finish(moved)
        return moved

    def finish(self, claim: Claim) -> None:
        """Plan the visits after a closed claim and ask its customer how it went, once each."""
        today = self.clock.now().date()
        self.unit.aftercare.plan_followups(claim.id, self.news.clocks.book.followups(today))
        if self.unit.ratings.of(CLAIM, claim.number) is None:
            self.news.ask_rating(claim)

    def judge(
        self, agent: Agent, number: str, version: int | None, item: str, *, accepted: bool, reason: str = ""
    ) -> Claim:
        """Accept a paper, or reject it with a reason, which goes to the customer with the notice of what is missing."""
        claim, _ = self.steps.begin(agent, number, version, Command.PAPER)
        paper = self._paper(claim, item)
        why = "" if accepted else needed(reason, "claim_paper_reason")
        state = MaterialState.RECEIVED if accepted else MaterialState.REJECTED
        self.unit.claims.set_material(claim.id, item, state, self.clock.now(), why)
        kind = "paper_accepted" if accepted else "paper_rejected"
        text = f"{paper.rule.name}：{why}" if why else paper.rule.name
        return self.steps.record(claim, claim.state, kind, agent.name, text=text, item=item)

    def put_file(self, agent: Agent, number: str, version: int | None, key: int, item: str) -> Claim:
        """Put a file that is for no paper yet to the one that it is; that paper is handed in then, and may be judged.

        Raises:
            NotFoundError: when the claim has no such paper, or no such file that is for none.
        """
        claim, _ = self.steps.begin(agent, number, version, Command.PAPER)
        paper = self._paper(claim, item)
        listed = {each.rule.id for each in self.news.materials.items(claim)}
        files = self.unit.uploads.of_claim(claim.id)
        if not any(row["id"] == key and row["item"] not in listed for row in files):
            raise NotFoundError("the claim has no such file that is for no paper")
        self.unit.uploads.assign(key, claim.id, item)
        self.unit.claims.set_material(claim.id, item, MaterialState.RECEIVED, self.clock.now())
        return self.steps.record(claim, claim.state, "file_put", agent.name, text=paper.rule.name, item=item, file=key)

    def notify_missing(self, agent: Agent, number: str, version: int | None, note: str = "") -> Claim:
        """Send one notice of everything that is missing (保险法第二十二条); the decision's clock stands still until it has come.

        Raises:
            StateError: ``claim_nothing_missing``, or ``claim_notice_open`` where that very notice has been sent and waits.
        """
        claim, _ = self.steps.begin(agent, number, version, Command.NOTICE)
        left = missing(self.news.materials.items(claim))
        if not left:
            raise StateError("nothing is missing", code="claim_nothing_missing")
        items = [paper.rule.id for paper in left]
        self._require_news(claim, items)
        self.unit.casework.send_notice(claim.id, items, agent.id, self.clock.now())
        names = "、".join(paper.rule.name for paper in left)
        moved = self.steps.record(claim, claim.state, "notice", agent.name, text=names, shown=True, items=items)
        self.news.missing_papers(moved, left, note)
        return moved

    def note(self, agent: Agent, number: str, version: int | None, text: str) -> Claim:
        """Write something down for the staff."""
        claim, _ = self.steps.begin(agent, number, version, Command.NOTE)
        return self.steps.record(claim, claim.state, "note", agent.name, text=needed(text, "text_empty"))

    def assign(self, agent: Agent, number: str, version: int | None, to: int | None) -> Claim:
        """Give a claim to a handler, or to nobody; who is no supervisor takes or leaves their own alone."""
        claim, _ = self.steps.begin(agent, number, version, Command.ASSIGN)
        now = self.unit.casework.handlers([claim.id]).get(claim.id)
        if agent.role != "supervisor" and (to not in (agent.id, None) or now not in (agent.id, None)):
            raise RoleError("claims handlers assign claims to themselves alone")
        name = self._handler(to) if to is not None else ""
        self.unit.casework.assign(claim.id, to)
        kind = "assigned" if to is not None else "unassigned"
        return self.steps.record(claim, claim.state, kind, agent.name, text=name, handler=to)

    def follow_up(self, agent: Agent, key: int, text: str) -> FollowUp:
        """Write down a visit that was made.

        Raises:
            StateError: ``claim_followup_done`` where it has been made already.
        """
        visit = self.unit.aftercare.followup(key)
        number = self.unit.caselist.by_id(visit.claim_id).number
        claim, _ = self.steps.begin(agent, number, None, Command.FOLLOWUP)
        if self.unit.aftercare.followup(key).done_at is not None:
            raise StateError("the visit has been made", code="claim_followup_done")
        said = needed(text, "text_empty")
        self.unit.aftercare.finish_followup(key, said, agent.name, self.clock.now())
        self.steps.record(claim, claim.state, "followup", agent.name, text=said)
        return self.unit.aftercare.followup(key)

    def _paper(self, claim: Claim, item: str) -> Material:
        found = next((paper for paper in self.news.materials.items(claim) if paper.rule.id == item), None)
        if found is None:
            raise NotFoundError("the claim's checklist has no such paper")
        return found

    def _require_news(self, claim: Claim, items: list[str]) -> None:
        """Stop a notice that the staff have sent already and that waits for the very same papers."""
        history = self.news.clocks.history([claim])[claim.id]
        last = next((notice for notice in reversed(history.notices) if notice.agent_id is not None), None)
        if last is not None and history.completed(last) is None and set(items) <= set(last.items):
            raise StateError("this notice has been sent", code="claim_notice_open")

    def _handler(self, key: int) -> str:
        found = self.unit.agents.read(key)
        if found.role not in HANDLERS or not found.active:
            raise CustomerError("claim_handler")
        return found.name
