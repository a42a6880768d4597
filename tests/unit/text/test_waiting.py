import pytest

from assistant.text.waiting import asks_wait, takes_back


@pytest.mark.parametrize(
    "text", ["还要多久", "大概要等多长时间？", "还得几分钟呀", "前面还有几个人", "怎么还没轮到我", "请问还要等多久呢"]
)
def test_who_waits_asks_how_long(text: str) -> None:
    assert asks_wait(text)


@pytest.mark.parametrize(
    "text", ["理赔要多久到账", "等待期多久", "犹豫期是几天", "多久能赔", "", "前面那辆车", "我等了三天"]
)
def test_other_questions_of_time_are_not_about_the_queue(text: str) -> None:
    assert not asks_wait(text)


@pytest.mark.parametrize(
    "text", ["我要撤诉", "算了，投诉取消", "不投诉了吧", "那个投诉不要了", "撤回我的投诉", "投诉作罢"]
)
def test_words_that_end_a_complaint(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize("text", ["我要投诉", "投诉处理得怎么样了", "撤单退钱", "不要给我打电话"])
def test_words_that_end_none(text: str) -> None:
    assert not takes_back(text)
