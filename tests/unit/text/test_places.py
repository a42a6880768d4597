import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.nlu.lookups import project_path, read_words
from assistant.text.places import Gazetteer
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT

LOOKUPS = project_path("nlu_data/lookups")
SHORT = read_words(LOOKUPS / "hospital_short.txt")
NAMES = Gazetteer(read_words(LOOKUPS / "place_suffix.txt"), read_words(LOOKUPS / "hospital_suffix.txt"), SHORT)


@pytest.mark.parametrize(
    ("text", "place"),
    [("我在浦东张江路口被追尾", "浦东张江路口"), ("沪宁高速上发生追尾", "沪宁高速"), ("车停在小区门口被刮了", "小区门口"), ("在中山路和人民路路口撞了", "中山路和人民路路口"),
     ("地点是解放东路188号", "解放东路188号"), ("在停车场倒车撞柱子了", "停车场"), ("孩子在学校摔伤了", "学校"), ("G15沈海高速追尾", "G15沈海高速")],
)  # fmt: skip
def test_finds_places(text: str, place: str) -> None:
    assert [span.value for span in NAMES.find_places(text)] == [place]


@pytest.mark.parametrize("text", ["在路上", "到期了在哪续保", "人在外地", "我在你们公司买的", "交警说我在附近"])
def test_leaves_alone(text: str) -> None:
    assert NAMES.find_places(text) == []


def test_a_city_leads_on_to_what_follows_it() -> None:
    assert [span.value for span in NAMES.find_places("上海市徐汇区漕溪路12号", [(0, 2)])] == ["上海市徐汇区漕溪路12号"]
    assert [span.value for span in NAMES.find_places("杭州有网点吗", [(0, 2)])] == ["杭州"]


@pytest.mark.parametrize(
    ("text", "hospital"),
    [
        ("送到市第一人民医院了", "市第一人民医院"),
        ("在华山医院住院", "华山医院"),
        ("复旦大学附属中山医院", "复旦大学附属中山医院"),
        ("现在人在人民医院急诊", "人民医院"),
        ("去协和医院看的", "协和医院"),
    ],
)
def test_finds_hospitals(text: str, hospital: str) -> None:
    assert [span.value for span in NAMES.find_hospitals(text)] == [hospital]


@pytest.mark.parametrize(
    "text", ["哪家医院可以", "三甲医院才行吗", "去了附近的诊所", "医院不给开发票", "定点医院包括哪些", "公立医院"]
)
def test_a_kind_of_hospital_is_none(text: str) -> None:
    assert NAMES.find_hospitals(text) == []


@given(
    st.sampled_from(["人民", "解放", "文昌", "中山北", "滨江"]),
    st.sampled_from(["路", "街", "大道"]),
    st.sampled_from("被追撞刮蹭"),
)
def test_a_road_needs_no_word_before_it(name: str, kind: str, after: str) -> None:
    assert [span.value for span in NAMES.find_places(f"{name}{kind}{after}尾")] == [name + kind]


@pytest.mark.parametrize(
    "text", ["一路上都在堵车", "这条路被挖了", "电线短路着火", "买保险的思路", "十里路", "逛街撞见"]
)
def test_not_every_road_is_a_place(text: str) -> None:
    assert NAMES.find_places(text) == []


@pytest.mark.parametrize("name", SHORT)
def test_a_hospital_is_known_by_its_short_name_after_a_word_of_going(name: str) -> None:
    assert [span.value for span in NAMES.find_hospitals(f"在{name}住院")] == [name]
    assert NAMES.find_hospitals(f"在{name}路被撞") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("车停锦绣花园小区楼下被划", "锦绣花园小区楼下"),
        ("小学门口被电动车碰了", "小学门口"),
        ("追尾了,玉带河东街与通胡大街交叉口", "玉带河东街与通胡大街交叉口"),
        ("沪陕高速K820+500处爆胎", "沪陕高速K820+500处"),
        ("宁洛高速96公里处撞护栏", "宁洛高速96公里处"),
        ("国道312线翻车", "国道312线"),
        ("在老家李庄村盖房摔的", "李庄村"),
        ("在微山湖边钓鱼滑倒", "微山湖边"),
        ("在大超市里滑倒", "大超市"),
        ("禄口机场,箱子压坏了", "禄口机场"),
        ("操场上摔断了胳膊", "操场"),
        ("地铁3号线上被推倒", "地铁3号线"),
        ("住香樟雅苑三期,漏水", "香樟雅苑三期"),
        ("儿子掉进鱼塘", "鱼塘"),
        ("清江县马头镇淮海路被撞", "清江县马头镇淮海路"),
    ],
)
def test_finds_what_lies_beside_something_and_what_is_known_by_its_kind(text: str, place: str) -> None:
    assert [span.value for span in NAMES.find_places(text)] == [place]


@pytest.mark.parametrize(
    "text",
    ["高压线路老化", "在保障里吗", "在手机里找不到", "在马路边上", "国道和省道都算吗", "去年买的学校保险", "停售了吗", "业务员跑路了", "在电话里吼人", "在农村", "这段路", "小区物业不管"],
)  # fmt: skip
def test_a_kind_of_place_or_a_manner_of_speaking_is_none(text: str) -> None:
    assert NAMES.find_places(text) == []


def test_a_way_to_a_city_is_no_road_of_it() -> None:
    assert [span.value for span in NAMES.find_places("回安庆路上爆胎", [(1, 3)])] == ["安庆"]
    assert [span.value for span in NAMES.find_places("在安庆路上爆胎", [(1, 3)])] == ["安庆路"]


def test_what_lies_by_a_hospital_is_a_place() -> None:
    assert NAMES.find_hospitals("在第二医院门口被撞") == []
    assert [span.value for span in NAMES.find_places("在第二医院门口被撞")] == ["第二医院门口"]


@given(st.one_of(ANY_TEXT, CHINESE_TEXT))
def test_places_stand_where_they_say(text: str) -> None:
    for span in NAMES.find_places(text) + NAMES.find_hospitals(text):
        assert 0 <= span.start < span.end <= len(text)
        assert span.value == "".join(text[span.start : span.end].split())
