"""The floor on both databases: queue, seats, transfer, silence, calls back, ratings; two agents never have the same customer."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from typing import Any, Iterator

import pytest

from assistant.bootstrap import App, build
from assistant.clock import SHANGHAI, FixedClock
from assistant.domain.conversation import Conversation, Owner
from assistant.domain.handoff import Reason
from assistant.domain.message import Author, Reply
from assistant.errors import AccessError, CustomerError, NotYoursError, StateError
from assistant.settings import Settings
from assistant.storage.agents import Agent

NIGHT = datetime(2026, 11, 27, 23, 30, tzinfo=SHANGHAI)  # a Friday


class Floor:
    """The desk, and customers in its queue."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.clock = app.settings.clock

    def agent(self, name: str, role: str = "agent", **seat: Any) -> Agent:
        with self.app.work() as services:
            agent = services.unit.agents.find_by_name(name) or services.unit.agents.create(
                name, role, "!", self.clock.now()
            )
            services.seats.arrive(agent)
            services.seats.change(agent, **seat)
        return agent

    def asks(self, sender: str, reason: Reason = Reason.REQUEST) -> str:
        with self.app.work() as services:
            conversation = services.unit.conversations.open("web", sender, self.clock.now())
            services.handoffs.request(conversation, reason)
        return conversation.id

    def says(self, key: str, text: str) -> None:
        with self.app.work() as services:
            services.unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text=text), self.clock.now())

    def do(self, step: str, *arguments: Any, **options: Any) -> Any:
        service, _, name = step.rpartition(".")
        with self.app.work() as services:
            return getattr(getattr(services, service or "stays"), name)(*arguments, **options)

    def round(self) -> None:
        from assistant.desk.rounds import DeskRounds

        DeskRounds(self.app, None, lambda: ()).look_round()  # type: ignore[arg-type]

    def conversation(self, key: str) -> Conversation:
        with self.app.look() as services:
            return services.unit.conversations.read(key)

    def shown(self, key: str) -> list[str]:
        with self.app.look() as services:
            return [line.reply.text for line in services.unit.transcript.lines(key)]


@pytest.fixture
def floor(any_settings: Settings, searcher) -> Iterator[Floor]:
    app = build(any_settings, searcher)
    yield Floor(app)
    app.database.dispose()


def test_of_many_agents_at_once_one_has_the_customer(floor: Floor) -> None:
    agents = [floor.agent(f"a{number}") for number in range(8)]
    keys = [floor.asks(f"c{number}") for number in range(4)]
    got: list[tuple[str, str]] = []

    def take(agent: Agent) -> None:
        for key in keys:
            try:
                floor.do("accept", agent, key)
            except StateError:
                continue
            got.append((key, agent.name))

    threads = [threading.Thread(target=take, args=(agent,)) for agent in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(key for key, _ in got) == sorted(keys)
    names = {agent.id: agent.name for agent in agents}
    assert {(key, names[floor.conversation(key).agent_id or 0]) for key in keys} == set(got)
    assert [sum("已接入" in text for text in floor.shown(key)) for key in keys] == [1] * 4


def test_two_browsers_of_one_agent_take_it_once(floor: Floor) -> None:
    agent, key = floor.agent("a1"), floor.asks("c1")
    assert floor.do("accept", agent, key)["reason"] == floor.do("accept", agent, key)["reason"] == "request"
    assert sum("已接入" in text for text in floor.shown(key)) == 1


def test_risk_goes_before_complaint_before_request(floor: Floor) -> None:
    keys = [floor.asks("c1"), floor.asks("c2", Reason.COMPLAINT), floor.asks("c3", Reason.RISK)]
    with floor.app.look() as services:
        assert [handoff.conversation_id for handoff in services.rounds.waiting()] == keys[::-1]
        assert [services.seats.wait(handoff).place for handoff in services.rounds.waiting()] == [1, 2, 3]


def test_wait_is_told_only_where_somebody_is_there(floor: Floor) -> None:
    keys = [floor.asks(f"c{number}") for number in range(8)]
    with floor.app.look() as services:
        assert {wait.seconds for wait in services.seats.waits().values()} == {None}
    floor.agent("a1")
    with floor.app.look() as services:
        waits = services.seats.waits()
    assert [waits[key].seconds for key in keys] == [30] * 5 + [90, 150, 210]


def test_automatic_assignment_fills_those_who_want_it(floor: Floor) -> None:
    one = floor.agent("a1", automatic=True, capacity=2)
    floor.agent("a2")
    keys = [floor.asks(f"c{number}") for number in range(3)]
    floor.round()
    assert [floor.conversation(key).agent_id for key in keys] == [one.id, one.id, None]


def test_group_takes_its_own_matters(floor: Floor) -> None:
    floor.agent("a1", automatic=True, skills=["claims"])
    complaints = floor.agent("a2", automatic=True, skills=["complaints"])
    key = floor.asks("c1", Reason.COMPLAINT)
    floor.round()
    assert floor.conversation(key).agent_id == complaints.id


def test_last_agent_has_the_customer_again(floor: Floor) -> None:
    first, _ = floor.agent("a1", automatic=True), floor.agent("a2", automatic=True)
    key = floor.asks("c1")
    floor.do("accept", first, key)
    floor.do("close", first, key, "办好了", code="solved")
    busy = floor.asks("c2")
    floor.do("accept", first, busy)
    floor.do("handoffs.reopen", floor.conversation(key))
    floor.asks("c1")
    floor.round()
    assert floor.conversation(key).agent_id == first.id


def test_transfer_to_a_colleague_and_to_a_group(floor: Floor) -> None:
    one, two = floor.agent("a1"), floor.agent("a2", automatic=True)
    key = floor.asks("c1")
    floor.do("accept", one, key)
    floor.do("transfer", one, key, "客户要退保", to_agent=two.id)
    floor.round()
    assert floor.conversation(key).agent_id == two.id
    assert "客户要退保" not in floor.shown(key)
    with pytest.raises(NotYoursError):
        floor.do("desk_talk.reply", one, key, "您好")
    floor.do("transfer", two, key, "", to_skill="policy")
    with floor.app.look() as services:
        handoff = services.unit.handoffs.find_open(key)
    assert handoff
    assert (handoff.skill, handoff.kept_for) == ("policy", None)
    floor.do("accept", one, key)
    for target in ({"to_agent": 999}, {"to_agent": one.id}, {"to_skill": "kitchen"}):
        with pytest.raises(CustomerError, match="transfer_target"):
            floor.do("transfer", one, key, "", **target)


def test_silent_agent_loses_the_customer(floor: Floor) -> None:
    agent = floor.agent("a1")
    key = floor.asks("c1")
    floor.do("accept", agent, key)
    rounds_since = floor.clock.now()
    floor.says(key, "还在吗？")
    floor.clock.advance(299)
    floor.do("seats.arrive", agent)
    assert floor.do("rounds.strays", rounds_since) == []
    floor.clock.advance(1)
    floor.do("seats.arrive", agent)
    (stray,) = floor.do("rounds.strays", rounds_since)
    assert stray.why == "silent"
    floor.do("rounds.release", stray)
    assert floor.conversation(key).owner is Owner.QUEUE
    assert "换一位客服" in floor.shown(key)[-1]
    floor.do("accept", floor.agent("a2"), key)
    floor.do("rounds.release", stray)  # seen a moment ago, and no longer so
    assert floor.conversation(key).owner is Owner.AGENT


def test_who_was_thanked_is_not_silent(floor: Floor) -> None:
    agent = floor.agent("a1")
    key = floor.asks("c1")
    floor.do("accept", agent, key)
    floor.do("desk_talk.reply", agent, key, "已经办好了。")
    floor.says(key, "好的，谢谢您！")
    since = floor.clock.now()
    floor.clock.advance(3600)
    floor.do("seats.arrive", agent)
    assert floor.do("rounds.strays", since) == []


def test_agent_who_has_gone_loses_the_customer_but_not_because_we_were_away(floor: Floor) -> None:
    agent = floor.agent("a1")
    key = floor.asks("c1")
    floor.do("accept", agent, key)
    since = floor.clock.now()
    floor.clock.advance(120)
    assert [stray.why for stray in floor.do("rounds.strays", since)] == ["gone"]
    assert floor.do("rounds.strays", floor.clock.now()) == []


def test_one_process_at_a_time_has_the_duty(floor: Floor) -> None:
    from datetime import timedelta

    now = floor.clock.now()
    until = now + timedelta(seconds=10)
    with floor.app.work() as services:
        take = services.unit.duties.take
        assert [take("desk", who, now, until) for who in ("w1", "w2", "w1")] == [True, False, True]
        assert [take("desk", who, until, until + timedelta(seconds=10)) for who in ("w2", "w1")] == [True, False]


def test_nobody_there_is_told_once(floor: Floor) -> None:
    key = floor.asks("c1")
    floor.clock.advance(180)
    floor.round()
    floor.round()
    assert [text for text in floor.shown(key) if "没有客服上线" in text] == floor.shown(key)[-1:]


def test_limit_holds_under_concurrency(floor: Floor) -> None:
    agent = floor.agent("a1")
    rules = replace(floor.app.rules, most=3)
    floor.app.shelf.holdings = replace(floor.app.shelf.holdings, rules=rules)
    keys = [floor.asks(f"c{number}") for number in range(6)]
    refused: list[str] = []

    def take(key: str) -> None:
        try:
            floor.do("accept", agent, key)
        except CustomerError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=take, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["agent_full"] * 3
    assert sum(floor.conversation(key).owner is Owner.AGENT for key in keys) == 3


def test_supervisor_whispers_and_takes_over(floor: Floor) -> None:
    agent, other, chief = floor.agent("a1"), floor.agent("a2"), floor.agent("s1", "supervisor")
    key = floor.asks("c1")
    floor.do("accept", agent, key)
    floor.do("desk_talk.whisper", chief, key, "先道歉")
    from assistant.desk import views

    with floor.app.look() as services:
        seen = {who.name: "先道歉" in str(views.lines(services, key, 0, who)) for who in (agent, other, chief)}
        assert "先道歉" not in str(services.stays.packet(services.unit.conversations.read(key)))
    assert seen == {"a1": True, "a2": False, "s1": True}
    assert "先道歉" not in floor.shown(key)
    for step in ("take_over", "desk_talk.whisper"):
        with pytest.raises(AccessError):
            floor.do(step, other, key, *(["喂"] if "whisper" in step else []))
    assert floor.do("take_over", chief, key)["reason"] == "request"
    assert floor.conversation(key).agent_id == chief.id
    with pytest.raises(NotYoursError):
        floor.do("desk_talk.reply", agent, key, "您好")


def test_reply_that_comes_twice_is_said_once(floor: Floor) -> None:
    agent, key = floor.agent("a1"), floor.asks("c1")
    floor.do("accept", agent, key)
    lines = [floor.do("desk_talk.reply", agent, key, "您好", key="page-0001") for _ in range(2)]
    assert lines[0].seq == lines[1].seq
    assert floor.shown(key).count("您好") == 1


def test_close_needs_a_code_and_a_summary_and_is_rated(floor: Floor) -> None:
    agent, key = floor.agent("a1"), floor.asks("c1")
    floor.do("accept", agent, key)
    for text, code, fault in (("办好了", "", "closing_code"), (" ", "solved", "closing_summary")):
        with pytest.raises(CustomerError, match=fault):
            floor.do("close", agent, key, text, code=code)
    floor.do("close", agent, key, "已解释等待期", code="explained")
    floor.do("surveys.rate", floor.conversation(key), 2)
    floor.do("surveys.rate", floor.conversation(key), 5)
    with pytest.raises(CustomerError):
        floor.do("surveys.rate", floor.conversation(key), 6)
    with floor.app.look() as services:
        (stay,) = services.unit.handoffs.of_conversation(key)
        rating = services.unit.ratings.of("handoff", str(stay.id))
    assert (stay.closing_code, stay.summary) == ("explained", "已解释等待期")
    assert rating
    assert (rating["score"], rating["agent_id"]) == (5, agent.id)


def test_message_left_at_night_is_called_back(any_settings: Settings, searcher) -> None:
    app = build(replace(any_settings, clock=FixedClock(NIGHT)), searcher)
    floor = Floor(app)
    key = floor.asks("c1", Reason.COMPLAINT)
    urgent = floor.asks("c2", Reason.EMERGENCY)
    assert floor.do("callbacks.leave_phone", floor.conversation(key), "13900000001")
    assert not floor.do("callbacks.leave_phone", floor.conversation(urgent), "13900000001")
    with app.look() as services:
        (promise,) = services.unit.callbacks.waiting()
    assert (promise.conversation_id, promise.phone) == (key, "13900000001")
    assert promise.due_at == datetime(2026, 11, 28, 9, 0, tzinfo=SHANGHAI)
    agent = floor.agent("a1")
    floor.do("callbacks.finish", agent, promise.id, "已回电，客户满意")
    with pytest.raises(StateError):
        floor.do("callbacks.finish", agent, promise.id, "再来一次")
    with app.look() as services:
        assert services.unit.callbacks.waiting() == []
    app.database.dispose()


def test_canned_replies_are_filled_in_and_guarded(floor: Floor) -> None:
    agent, other, chief = floor.agent("a1"), floor.agent("a2"), floor.agent("s1", "supervisor")
    fields = {"shortcut": "hello", "title": "问好", "text": "{客户称呼}您好，我是{坐席}"}
    mine = floor.do("canned.save", agent, None, fields, shared=False)
    with pytest.raises(AccessError):
        floor.do("canned.save", agent, None, fields, shared=True)
    with pytest.raises(AccessError):
        floor.do("canned.remove", other, mine)
    shared = floor.do("canned.save", chief, None, fields, shared=True)
    key = floor.asks("c1")
    with floor.app.look() as services:
        listed = {each["id"]: each for each in services.canned.listed(agent, key)}
        assert mine not in {each["id"] for each in services.canned.listed(other, key)}
    assert (listed[mine]["filled"], listed[mine]["missing"]) == ("{客户称呼}您好，我是a1", ["客户称呼"])
    assert (listed[shared]["shared"], listed[shared]["editable"]) == (True, False)


def test_search_is_masked_paged_and_by_role(floor: Floor) -> None:
    from assistant.desk import floor_views

    agent, other, chief = floor.agent("a1"), floor.agent("a2"), floor.agent("s1", "supervisor")
    key = floor.asks("c1")
    floor.do("accept", agent, key)
    for number in range(31):
        floor.says(key, f"我的电话13900000001，第{number}次问100%退保")
    with floor.app.look() as services:

        def search(who: Agent, *words: str, before: int | None = None) -> dict[str, Any]:
            return floor_views.search(services, agent=who, words=list(words), before=before, author=None)

        first = search(agent, "退保", "100%")
        rest = search(agent, "退保", before=first["next"])
        assert [len(first["lines"]), len(rest["lines"]), rest["next"]] == [30, 1, None]
        assert "13900000001" not in str(first)
        assert search(agent, "13900000001")["lines"] == search(agent, "100_退保")["lines"] == []
        assert [len(search(who, "退保")["lines"]) for who in (other, chief)] == [0, 30]
