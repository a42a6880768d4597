"""Questions: an answer with its place, a question back, or an honest "I don't know"."""

from __future__ import annotations

import json

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.settings import PROJECT
from tests.conversation.conftest import Talk, kinds, text_of


def test_answer_has_its_citation(talk: Talk) -> None:
    (reply,) = talk.say("百万医疗的等待期是多久")
    assert reply["kind"] == "answer"
    assert "30天" in reply["text"]
    citation = reply["citations"][0]
    assert (citation["clause"], citation["version"]) == ("第八条", "2025-01")
    assert citation["quote"]


def test_which_product(talk: Talk) -> None:
    (reply,) = talk.say("等待期多久")
    assert reply["kind"] == "clarify"
    (answer,) = talk.tap("栖云康宁重大疾病保险")
    assert answer["kind"] == "answer"
    assert "90" in answer["text"]


def test_which_product_answered_in_words(talk: Talk) -> None:
    talk.say("等待期多久")
    assert "30天" in text_of(talk.say("百万医疗的"))


@pytest.mark.parametrize("other", ["那百万医疗的呢", "百万医疗呢", "那安心百万医疗保险的话呢？"])
def test_the_same_question_of_another_product(talk: Talk, other: str) -> None:
    assert "90天" in text_of(talk.say("康宁重疾险的等待期多久"))
    (answer,) = talk.say(other)
    assert answer["kind"] == "answer"
    assert "30天" in answer["text"]
    (back,) = talk.say("那重疾的呢")
    assert "90天" in back["text"]


def test_the_same_question_of_a_product_that_has_no_such_fact_is_not_answered_by_the_first_products(talk: Talk) -> None:
    assert "安心百万医疗" in text_of(talk.say("百万医疗的赔付是怎么算的"))
    assert "《栖云安心百万医疗保险条款》" not in text_of(talk.say("康享的呢"))


def test_after_a_choice_the_same_may_be_asked_of_one_product(talk: Talk) -> None:
    (choice,) = talk.say("查出癌症一共能拿到多少钱")
    assert choice["kind"] == "clarify"
    replies = talk.say("康宁的呢")
    assert "康宁" in json.dumps(replies, ensure_ascii=False)


def test_typed_number_is_a_choice(talk: Talk) -> None:
    first = talk.say("等待期多久")[0]["buttons"][0]["title"]
    (answer,) = talk.say("1")
    assert answer["kind"] == "answer"
    assert first in answer["citations"][0]["document"]


def test_another_insurers_product_is_not_answered_as_ours(talk: Talk) -> None:
    (reply,) = talk.say("平安福的重疾险轻症赔几次")
    assert reply["kind"] in ("unknown", "clarify")
    assert "中国平安" in reply["text"]
    assert "95511" in reply["text"]


def test_what_holds_for_all_insurers_is_answered_with_whose_policy_it_is(talk: Talk) -> None:
    (reply,) = talk.say("中国人寿的万能险是什么意思")
    assert reply["kind"] == "answer"
    assert "中国人寿" in reply["text"]


def test_what_is_not_known_is_said(talk: Talk) -> None:
    assert kinds(talk.say("明天北京会下雨吗")) == ["unknown"]


def test_question_about_cover_says_who_decides(talk: Talk) -> None:
    replies = talk.say("酒驾出了事故保险赔不赔")
    assert replies[0]["kind"] == "answer"
    assert "理赔部门" in replies[0]["text"]


def test_waiting_customer_still_gets_answers(talk: Talk) -> None:
    talk.say("转人工")
    assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]
    assert talk.owner == "queue"
    assert kinds(talk.say("我得了甲状腺结节能买吗")) == ["answer"]
    assert kinds(talk.say("我昨天已经打过两次电话了没人回")) in (["handoff"], ["complaint"])


def test_both_questions_of_a_message_are_answered(talk: Talk) -> None:
    replies = talk.say("安心医疗的等待期多久？还有免赔额是多少？")
    assert kinds(replies) == ["answer", "answer"]
    assert "30天" in replies[0]["text"]
    assert "1万元" in replies[1]["text"]


def test_follow_ups_are_about_the_product_spoken_of(talk: Talk) -> None:
    talk.say("康宁重疾的等待期多久")
    (article,) = talk.say("第七条呢")
    assert article["citations"][0]["clause"] == "第七条"
    (cooling,) = talk.say("它的犹豫期呢")
    assert any(days in cooling["text"] for days in ("15天", "15日"))  # the fact, or the clause that it cites
    assert "康宁" in cooling["citations"][0]["document"]


def test_answer_is_for_the_day_asked_about_and_says_so(talk: Talk) -> None:
    (now,) = talk.say("安心医疗等待期多久")
    (then,) = talk.say("2024年3月买的安心医疗等待期多久")
    assert ("30天" in now["text"], "60天" in then["text"]) == (True, True)
    assert (now["citations"][0]["version"], then["citations"][0]["version"]) == ("2025-01", "2023-06")
    assert "2023-06版" in then["text"]


def test_answer_is_for_the_customers_own_policy_once_they_are_known(talk: Talk) -> None:
    (before,) = talk.say("康宁重疾等待期多久")
    talk.say("查一下我的保单")
    talk.say("310101198511230037")
    talk.say("13900000002")
    (after,) = talk.say("康宁重疾等待期多久")
    assert (before["citations"][0]["version"], after["citations"][0]["version"]) == ("2025-01", "2023-03")
    assert "QYZJ2024000201" in after["text"]
    assert "QYZJ2024000201" not in before["text"]


def test_slip_by_sound_finds_its_entry(talk: Talk) -> None:
    (reply,) = talk.say("百万医疗等待其多久")
    assert "30天" in reply["text"]


def test_who_asks_after_a_death_is_met_with_sympathy(talk: Talk) -> None:
    replies = talk.say("我爸出车祸身亡了，意外险的钱能拿到吗")
    assert "节哀" in replies[0]["text"]


def test_cover_is_answered_with_the_clause_its_limits_and_who_decides(talk: Talk) -> None:
    replies = talk.say("安心医疗门诊的费用能报吗")
    text = text_of(replies)
    for words in ("条款原文（第", "举例：", "【等待期】30天", "【不保什么】", "理赔部门审核后决定"):
        assert words in text
    places = {citation["clause"] for citation in replies[0]["citations"]}
    assert {"第八条", "第十四条"} <= places


@pytest.mark.parametrize(
    ("asked", "example"),
    [
        ("安顺意外险喝酒摔伤赔不赔", "举例：聚餐"),
        ("我家水管漏水淹了楼下邻居，家财险赔吗", "举例：自家水管"),
        ("车被冰雹砸了商业险能赔吗", "举例：冰雹"),
        ("交强险撞了自己家人赔不赔", "举例：下车指挥倒车"),
    ],
)
def test_an_example_goes_with_what_is_asked_about_cover(talk: Talk, asked: str, example: str) -> None:
    text = text_of(talk.say(asked))
    assert example in text
    assert "理赔部门审核后决定" in text


def test_every_product_has_an_example_in_every_version() -> None:
    knowledge = KnowledgeBase.load(PROJECT / "knowledge")
    for product in knowledge.products.values():
        for edition in (document.effective_from for document in knowledge.versions(product.id)):
            entry = knowledge.entry(f"fact:{product.id}/coverage", as_of=edition)
            assert entry.example, entry.id


@pytest.mark.parametrize("asked", ["退保要带哪些证件去办", "办车险需要哪些证件", "坐飞机的航空意外险有没有必要买"])
def test_papers_of_what_is_no_claim_are_no_checklist(talk: Talk, asked: str) -> None:
    assert "material" not in [reply["kind"] for reply in talk.say(asked)]


@pytest.mark.parametrize(
    ("text", "ours"), [("康泰健康险公司要是垮了咋整", True), ("盆景险是什么险", True), ("保险柜密码忘了怎么开", False)]
)
def test_what_speaks_of_insurance_is_never_called_none_of_our_business(talk: Talk, text: str, ours: bool) -> None:
    assert ("不在我能帮忙的范围" in text_of(talk.say(text))) is not ours


def test_a_bare_word_that_the_knowledge_base_explains_is_explained(talk: Talk) -> None:
    (reply,) = talk.say("误工费")
    assert reply["kind"] == "answer"
    assert "误工时间" in reply["text"]


@pytest.mark.parametrize("text", ["犹豫期是多久", "谁可以买", "等待期多久", "保费怎么算"])
def test_what_every_product_has_its_own_answer_to_is_never_unknown(talk: Talk, text: str) -> None:
    assert {reply["kind"] for reply in talk.say(text)} & {"answer", "clarify"}


@pytest.mark.parametrize("text", ["鸿盈年金保险怎么样", "鸿盈年金怎么样", "锦瑞两全保险好不好", "绿野户外险靠谱吗"])
def test_a_product_that_nobody_here_has_heard_of_is_none_of_ours(talk: Talk, text: str) -> None:
    (reply,) = talk.say(text)
    assert reply["kind"] in ("unknown", "clarify")
    assert f"“{text[:2]}”" in reply["text"]
    assert any("怎么样" in button["title"] for button in reply["buttons"])


@pytest.mark.parametrize("text", ["平安福怎么样", "友邦全佑一生好吗"])
def test_another_insurers_product_is_known_by_its_name_alone(talk: Talk, text: str) -> None:
    (reply,) = talk.say(text)
    assert reply["kind"] in ("unknown", "clarify")
    titles = [button["title"] for button in reply["buttons"]]
    assert any("条款" in title for title in titles)
    assert len(titles) == len(set(titles))


def test_whoever_gives_up_another_insurers_policy_is_not_asked_who_they_are(talk: Talk) -> None:
    assert "中国平安" in text_of(talk.say("买了金瑞人生想退保"))


def test_what_we_do_ourselves_is_offered_to_whoever_asks_of_another_insurer(talk: Talk) -> None:
    (reply,) = talk.say("中国人寿保单丢了怎么补")
    assert "中国人寿" in reply["text"]
    shown = [*(button["title"] for button in reply["buttons"]), reply["text"]]
    assert any("补" in text and "保单" in text for text in shown)


def test_what_is_done_alike_everywhere_is_answered_with_whose_policy_it_is(talk: Talk) -> None:
    (reply,) = talk.say("平安保险的保单贷款怎么办理")
    assert reply["kind"] in ("answer", "clarify")
    assert "95511" in reply["text"]


def test_of_what_is_not_sold_nothing_is_recommended(talk: Talk) -> None:
    replies = talk.say("个体户怎么买社保")
    assert "给谁买" not in text_of(replies)
    assert {"answer", "clarify"} >= set(kinds(replies))


def test_question_that_looks_like_a_wish_gets_what_is_near_beside(talk: Talk) -> None:
    near, asked = talk.say("马上要去蹦极，该买哪种保险")
    assert near["buttons"]
    assert all(button["payload"].startswith("/show_entry") for button in near["buttons"])
    assert "给谁买" in asked["text"]
    (answer, again) = talk.tap(near["buttons"][0]["title"])
    assert answer["kind"] == "answer"
    assert "给谁买" in again["text"]


@pytest.mark.parametrize("text", ["你好，我想咨询一下误工费怎么算，谢谢", "请问误工费怎么算", "误工费怎么算"])
def test_courtesies_change_no_answer(talk: Talk, text: str) -> None:
    (reply,) = talk.say(text)
    assert reply["kind"] == "answer"
    assert "误工" in reply["text"]


def test_answer_is_said_again_in_one_sentence(talk: Talk) -> None:
    long = talk.say("康享百万医疗的等待期多久")[0]
    short = talk.say("说人话")[0]
    assert short["text"].startswith("简单说：")
    assert len(short["text"]) < len(long["text"])
    assert short["data"]["entry"] == long["data"]["entry"]
    assert short["citations"]
    assert "哪一点" in text_of(talk.say("说重点"))


def test_two_things_asked_at_once_are_both_answered(talk: Talk) -> None:
    replies = talk.say("犹豫期和宽限期是什么意思")
    assert kinds(replies) == ["answer", "answer"]
    assert "犹豫期" in replies[0]["text"]
    assert "宽限期" in replies[1]["text"]


def test_complaint_about_another_insurer_is_told_whose_it_is_and_filed_nowhere(talk: Talk) -> None:
    (reply,) = talk.say("太平洋的业务员态度特别差，还骗我签字，我要投诉他")
    assert "中国太保" in reply["text"]
    assert "12378" in reply["text"]
    assert talk.owner == "bot"


def test_whoever_meant_none_of_the_choices_is_offered_the_next_once(talk: Talk) -> None:
    first = talk.say("出了事故的车保险怎么弄")[0]
    further = talk.tap("都不是")[0]
    shown = [{b["payload"] for b in reply["buttons"] if "show_entry" in b["payload"]} for reply in (first, further)]
    assert shown[1]
    assert not shown[0] & shown[1]
    assert "再具体说说" in text_of(talk.tap("都不是"))


def test_a_question_of_a_few_words_rests_on_what_was_told_before_it(talk: Talk) -> None:
    talk.say("孩子在幼儿园摔断了胳膊")
    replies = talk.say("谁赔")
    assert "幼儿园" in text_of(replies) + json.dumps(replies, ensure_ascii=False)


def test_who_asks_how_to_claim_is_offered_to_report(talk: Talk) -> None:
    replies = talk.say("被摩托车蹭了一下，车全责，保险公司咋理赔")
    assert any(button["payload"].startswith("/report_claim") for reply in replies for button in reply["buttons"])
