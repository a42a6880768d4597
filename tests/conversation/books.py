"""What the database holds of the customers in a conversation test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from assistant.bootstrap import Services
from assistant.domain.claim import Claim
from assistant.domain.conversation import Conversation
from assistant.domain.form import Draft
from assistant.storage.aftercare import Dispute, FollowUp
from assistant.storage.ratings import CLAIM

if TYPE_CHECKING:
    from tests.conversation.conftest import Talk


class Books:
    """The rows behind a talk. A test that takes them must look into them after the last thing that was said."""

    def __init__(self) -> None:
        self.looked: dict[Talk, int] = {}

    def close(self) -> None:
        """Fail where the last look was not the last thing done."""
        assert any(talk.turns == turns for talk, turns in self.looked.items()), "ends without a look into the database"

    def claims(self, talk: Talk) -> list[Claim]:
        """Return the claims reported in the talk, the latest first."""
        return self._read(talk, lambda services, here: services.unit.claims.of_conversation(here.id))

    def claim(self, talk: Talk) -> Claim:
        """Return the one claim that was reported in the talk."""
        (claim,) = self.claims(talk)
        return claim

    def draft(self, talk: Talk) -> Draft | None:
        """Return the report on its way."""
        found = self._read(talk, lambda services, here: services.unit.drafts.find_open(here.id, "claim"))
        return found[1] if found else None

    def papers(self, talk: Talk) -> dict[str, str]:
        """Return the checklist of the latest claim, item to state."""
        claim = self.claims(talk)[0]
        items = self._read(talk, lambda services, here: services.materials.items(claim))
        return {item.rule.id: item.state.value for item in items}

    def files(self, talk: Talk) -> list[str | None]:
        """Return the item of every file that is kept for the customer."""
        rows = self._read(talk, lambda services, here: services.unit.uploads.of_conversation(here.id))
        return [row["item"] for row in rows]

    def checks(self, talk: Talk) -> dict[str, Any]:
        """Return what was noticed when the latest claim was reported, by code."""
        return {check["code"]: check for check in self.claims(talk)[0].checks}

    def disputes(self, talk: Talk) -> list[Dispute]:
        """Return the objections to the latest claim's decision."""
        claim = self.claims(talk)[0]
        return self._read(talk, lambda services, here: services.unit.aftercare.disputes(claim.id))

    def visits(self, talk: Talk) -> list[FollowUp]:
        """Return the visits planned for the latest claim."""
        claim = self.claims(talk)[0]
        return self._read(talk, lambda services, here: services.unit.aftercare.followups_of(claim.id))

    def rating(self, talk: Talk) -> int:
        """Return the score given to the latest claim's handling."""
        claim = self.claims(talk)[0]
        return int(self._read(talk, lambda services, here: services.unit.ratings.of(CLAIM, claim.number))["score"])

    def conversation(self, talk: Talk) -> Conversation:
        """Return the conversation as it stands."""
        return self._read(talk, lambda services, here: here)

    def told(self, talk: Talk) -> list[str]:
        """Return everything that the customer was shown, in order."""
        lines = self._read(talk, lambda services, here: services.unit.transcript.lines(here.id))
        return [line.reply.text for line in lines if line.author.value != "customer"]

    def _read(self, talk: Talk, read: Callable[[Services, Conversation], Any]) -> Any:
        self.looked[talk] = talk.turns
        with talk.session.app.look() as services:
            here = services.unit.conversations.find_by_sender("terminal", talk.sender)
            assert here is not None
            return read(services, here)
