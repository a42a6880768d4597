import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.names import find_names
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT


@pytest.mark.parametrize(
    ("text", "name"),
    [("我叫王小明,电话138", "王小明"), ("我叫张三想报案", "张三"), ("我是李强", "李强"), ("姓名:欧阳娜娜", "欧阳娜娜"), ("姓名张伟电话138", "张伟"),
     ("我的名字叫赵云", "赵云"), ("本人陈建国身份证", "陈建国"), ("我叫刘可欣", "刘可欣"), ("我叫王明我要报案", "王明")],
)  # fmt: skip
def test_reads_the_speakers_name(text: str, name: str) -> None:
    assert [span.value for span in find_names(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "我是常州的",
        "我是高血压",
        "我是车主",
        "我是周五买的",
        "我是金融从业者",
        "我是安心医疗的客户",
        "叫救护车",
        "我是王女士",
        "客服张丽态度差",
        "我叫",
        "王小明",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_names(text) == []


def test_others_are_found_on_request() -> None:
    assert [span.value for span in find_names("联系人:李四,受益人王芳", own=False)] == ["李四", "王芳"]


@given(st.one_of(ANY_TEXT, CHINESE_TEXT))
def test_names_stand_where_they_say(text: str) -> None:
    for span in find_names(text) + find_names(text, own=False):
        assert text[span.start : span.end] == span.value
        assert 2 <= len(span.value) <= 4
