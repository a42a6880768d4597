import pytest

from assistant.text.waiting import asks_wait, confirms_it, holds_to_it, takes_back


@pytest.mark.parametrize(
    "text",
    [
        "还要多久",
        "大概要等多长时间？",
        "还得几分钟呀",
        "前面还有几个人",
        "怎么还没轮到我",
        "请问还要等多久呢",
        "我怎么还在排",
        "还等着呢",
    ],
)
def test_who_waits_asks_how_long(text: str) -> None:
    assert asks_wait(text)


@pytest.mark.parametrize(
    "text", ["理赔要多久到账", "等待期多久", "犹豫期是几天", "多久能赔", "", "前面那辆车", "我等了三天", "还在等待期吗"]
)
def test_other_questions_of_time_are_not_about_the_queue(text: str) -> None:
    assert not asks_wait(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要撤诉",
        "算了，投诉取消",
        "不投诉了吧",
        "那个投诉不要了",
        "撤回我的投诉",
        "投诉作罢",
        "我不想投诉了帮我撤回",
        "对不起我要撤销上周的投诉",
        "特别想把投诉撤掉",
        "再也不投诉了",
        "你们道歉了，投诉可以销掉了",
        "我的投诉能不能撤回",
        "可不可以撤销投诉",
    ],
)
def test_words_that_end_a_complaint(text: str) -> None:
    assert takes_back(text)
    assert not holds_to_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉",
        "投诉处理得怎么样了",
        "撤单退钱",
        "不要给我打电话",
        "我还要去消协投诉",
        "消费者投诉电话是多少",
        "投诉你们销售",
        "投诉销售误导",
        "投诉你们取消了我的保单",
        "你们取消保单我要投诉",
        "再不赔我投诉了",
        "我不得不投诉了",
        "投诉不能算了",
    ],
)
def test_words_that_end_none(text: str) -> None:
    assert not takes_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "我的投诉不撤",
        "不撤，继续投诉",
        "别撤销投诉",
        "不要取消我的投诉",
        "我没说要撤回投诉",
        "投诉请勿撤销",
        "不想撤诉",
        "撤什么撤",
        "投诉撤不了",
        "撤诉？不可能",
        "谁撤销了我的投诉",
        "投诉可不能撤销",
    ],
)
def test_who_holds_to_a_complaint_ends_none(text: str) -> None:
    assert holds_to_it(text)
    assert not takes_back(text)
    assert not confirms_it(text)


@pytest.mark.parametrize(
    "text", ["撤", "撤吧", "对，撤掉", "是的，我要撤回投诉", "确认撤回", "好的取消投诉吧", "嗯，不投诉了"]
)
def test_second_yes(text: str) -> None:
    assert confirms_it(text)


@pytest.mark.parametrize(
    "text", ["撤回的话还查吗", "撤销保单", "我还要去消协投诉", "撤回要几天", "要撤吗", "取消", "先不撤"]
)
def test_no_second_yes(text: str) -> None:
    assert not confirms_it(text)
