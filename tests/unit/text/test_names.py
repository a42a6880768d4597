import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.names import find_names, plain_name
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我老公李强昨天被撞了", "李强"),
        ("车主是刘海波", "刘海波"),
        ("被保人周敏", "周敏"),
        ("我是李大勇的老婆", "李大勇"),
        ("你们那个叫王磊的业务员骗我", "王磊"),
        ("业务员周婷说随时能取", "周婷"),
        ("李娜 13800138000", "李娜"),
        ("业务员高远答应我能退", "高远"),
        ("我姐夫魏东,在外地", "魏东"),
        ("我姓卢,卢一鸣", "卢一鸣"),
        ("查一下宋建平的保单", "宋建平"),
        ("户名是石小荷", "石小荷"),
        ("名字登记成了孙立", "孙立"),
        ("报案人就是我,司徒雷", "司徒雷"),
        ("我这边是潘玉梅,要报案", "潘玉梅"),
        ("病人方圆,住三楼", "方圆"),
        ("车是我堂弟罗威开的", "罗威"),
        ("本人叶青于3月2日投保", "叶青"),
        ("投保人阿依努尔·买买提想退保", "阿依努尔·买买提"),
    ],
)
def test_names_are_found_where_others_are_told_of(text: str, name: str) -> None:
    assert [span.value for span in find_names(text, own=False)] == [name]


@pytest.mark.parametrize(
    "text",
    ["我妈和孩子在家", "我妈高烧住院了", "我儿子高二在学校摔了", "代理人王姐给我办的", "车主 13800138000", "电话13800138000", "我弟马路上被撞", "投保人和受益人", "被保险人曾患病", "我老婆任性非要退", "我叫高德打车", "关掉的案子", "我姓梁"],
)  # fmt: skip
def test_what_is_told_of_others_is_no_name(text: str) -> None:
    assert find_names(text, own=False) == []


@given(
    st.sampled_from(["我叫", "车主叫", "联系人:", "被保人是", "我老公", "伤者"]),
    st.sampled_from("王李张刘陈杨赵吴周徐孙朱胡郭何林郑梁宋"),
    st.sampled_from(["伟", "秀英", "建军", "晓丽", "志强", "婷"]),
)
def test_every_cue_finds_the_name_after_it(cue: str, surname: str, given_name: str) -> None:
    assert [span.value for span in find_names(f"{cue}{surname}{given_name},报案", own=False)] == [surname + given_name]


@given(st.one_of(ANY_TEXT, CHINESE_TEXT))
def test_names_stand_where_they_say(text: str) -> None:
    for span in find_names(text) + find_names(text, own=False):
        assert text[span.start : span.end] == span.value
        assert 2 <= len(span.value) <= 4 or "·" in plain_name(span.value)
