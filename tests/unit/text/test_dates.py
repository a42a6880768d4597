from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clock import SHANGHAI
from assistant.text.dates import find_dates
from assistant.text.festivals import LUNAR, festival_date
from tests.unit.text.strategies import ANY_TEXT, CHINESE_TEXT

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)  # a Monday
MOMENTS = st.integers(0, 820_000_000).map(
    lambda seconds: datetime(2015, 1, 1, tzinfo=SHANGHAI) + timedelta(seconds=seconds)
)


def values(text: str, now: datetime = NOW) -> list[str]:
    return [span.value for span in find_dates(text, now)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天下午三点", ["2026-11-22", "15:00"]),
        ("前天晚上八点半", ["2026-11-21", "20:30"]),
        ("上上周五", ["2026-11-13"]),
        ("上周末", ["2026-11-21"]),
        ("周五撞的", ["2026-11-20"]),
        ("11月3号", ["2026-11-03"]),
        ("三天前", ["2026-11-20"]),
        ("两三天前", ["2026-11-21"]),
        ("一个星期前", ["2026-11-16"]),
        ("半个月前", ["2026-11-08"]),
        ("一个半月前", ["2026-10-08"]),
        ("十多天前", ["2026-11-13"]),
        ("二十来天前", ["2026-11-03"]),
        ("两个多星期前", ["2026-11-09"]),
        ("两年半前", ["2024-05-23"]),
        ("10月1号到3号住院", ["2026-10-01", "2026-10-03"]),
        ("10月1日至7日", ["2026-10-01", "2026-10-07"]),
        ("11.18晚上追尾", ["2026-11-18"]),
        ("下午三四点", ["15:00"]),
        ("上午九十点钟", ["09:00"]),
        ("下午3、4点", ["15:00"]),
        ("晚上十点到两点", ["22:00", "02:00"]),
        ("两个月前", ["2026-09-23"]),
        ("一年前", ["2025-11-23"]),
        ("国庆那天", ["2026-10-01"]),
        ("去年中秋", ["2025-10-06"]),
        ("大年初二", ["2026-02-18"]),
        ("除夕晚上", ["2026-02-16"]),
        ("2026年5月1日", ["2026-05-01"]),
        ("二〇二六年五月一日", ["2026-05-01"]),
        ("26年5月1日", ["2026-05-01"]),
        ("2026-11-03 20:15", ["2026-11-03", "20:15"]),
        ("2026/11/3", ["2026-11-03"]),
        ("20261103", ["2026-11-03"]),
        ("去年5月3日晚上十点多", ["2025-05-03", "22:00"]),
        ("上个月5号", ["2026-10-05"]),
        ("5号", ["2026-11-05"]),
        ("28号", ["2026-10-28"]),
        ("11.3号", ["2026-11-03"]),
        ("刚才", ["2026-11-23", "10:00"]),
        ("半小时前", ["2026-11-23", "09:30"]),
        ("两个半小时前", ["2026-11-23", "07:30"]),
        ("十分钟前", ["2026-11-23", "09:50"]),
        ("今早", ["2026-11-23"]),
        ("今早八点", ["2026-11-23", "08:00"]),
        ("昨晚十一点二十", ["2026-11-22", "23:20"]),
        ("昨天三点", ["2026-11-22", "15:00"]),
        ("昨天凌晨两点", ["2026-11-22", "02:00"]),
        ("中午一点", ["13:00"]),
        ("晚上9点一刻", ["21:15"]),
        ("早上8:30", ["08:30"]),
        ("14时30分", ["14:30"]),
        ("六点", ["06:00"]),
        ("前儿个晌午12点", ["2026-11-21", "12:00"]),
        ("昨儿个后半夜两点", ["2026-11-23", "02:00"]),
        ("11/20 14:20", ["2026-11-20", "14:20"]),
        ("大前晚快九点", ["2026-11-20", "21:00"]),
        ("早上7点零5", ["07:05"]),
        ("十来分钟前", ["2026-11-23", "09:50"]),
        ("上个月二十六,下雨", ["2026-10-26"]),
        ("刚在路口被追尾", ["2026-11-23", "10:00"]),
        ("农历八月十五", []),
    ],
)
def test_reads(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["昨晚十二点", "昨晚一点", "昨天夜里一点半", "昨晚凌晨一点"])
def test_the_hours_after_midnight_of_last_night_are_today(text: str) -> None:
    assert values(text)[0] == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12月5号撞的", "2025-12-05"), ("保单12月5号到期", "2026-12-05"), ("2月29号", "2024-02-29")],
)
def test_a_date_without_year_is_the_last_one_unless_the_text_looks_ahead(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["3号楼着火了", "解放路12号", "有两点疑问", "一点都不满意", "快一点", "3点建议", "等待期90天", "30天内", "每周五", "周一到周五上班吗", "我刚才说错了",
     "2月30号", "9月31号", "春节", "国庆去旅游买什么险", "三个月", "1岁", "2025年", "第3条", "24小时", "沪A11230"],
)  # fmt: skip
def test_leaves_alone(text: str) -> None:
    assert values(text) == []


@given(st.one_of(ANY_TEXT, CHINESE_TEXT), MOMENTS)
def test_whatever_is_found_is_a_date_or_a_time_and_stands_where_it_says(text: str, now: datetime) -> None:
    for span in find_dates(text, now):
        assert 0 <= span.start < span.end <= len(text)
        if span.kind == "date":
            date.fromisoformat(span.value)
        else:
            datetime.strptime(span.value, "%H:%M")  # noqa: DTZ007


@given(st.dates(date(2016, 1, 1), date(2036, 12, 31)), MOMENTS)
def test_every_date_written_in_full_is_read(day: date, now: datetime) -> None:
    for written in (
        f"{day:%Y-%m-%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert values(f"在{written}出的险", now) == [day.isoformat()]


@given(st.integers(1, 99), MOMENTS)
def test_days_ago_are_counted(number: int, now: datetime) -> None:
    assert values(f"{number}天前", now) == [(now.date() - timedelta(days=number)).isoformat()]


@given(st.integers(0, 6), MOMENTS)
def test_a_bare_weekday_is_the_last_one(weekday: int, now: datetime) -> None:
    found = date.fromisoformat(values(f"周{'一二三四五六日'[weekday]}撞的", now)[0])
    assert found.weekday() == weekday
    assert timedelta(0) <= now.date() - found < timedelta(days=7)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_with_a_colon_is_read(hour: int, minute: int) -> None:
    assert values(f"昨天{hour:02d}:{minute:02d}撞的") == ["2026-11-22", f"{hour:02d}:{minute:02d}"]


@pytest.mark.parametrize("year", sorted(LUNAR))
def test_lunar_festivals_are_as_far_apart_as_lunar_months_allow(year: int) -> None:
    new_year, boat, autumn = (festival_date(name, year) for name in ("春节", "端午", "中秋"))
    assert new_year is not None
    assert boat is not None
    assert autumn is not None
    assert (boat - new_year).days in (121, 122, 123, 150, 151, 152)
    assert (autumn - boat).days in (98, 99, 127, 128, 129)


def test_festivals_agree_with_the_holiday_calendar() -> None:
    chinese_calendar = pytest.importorskip("chinese_calendar")
    for year in range(2016, 2027):
        for name, holiday in (
            ("春节", "Spring Festival"),
            ("端午", "Dragon Boat Festival"),
            ("中秋", "Mid-autumn Festival"),
        ):
            day = festival_date(name, year)
            _, known = chinese_calendar.get_holiday_detail(day)
            assert known in (holiday, "National Day"), (name, year)  # in 2017, 2020 and 2025 two feasts are one holiday


@given(st.integers(1, 11), MOMENTS)
def test_months_and_more_ago_are_counted_as_the_months(number: int, now: datetime) -> None:
    word = "一两三四五六七八九十"[number - 1] if number < 11 else "十一"
    assert values(f"{word}个多月前", now) == values(f"{number}个月前", now) != []


@given(st.integers(6, 17), st.integers(1, 5))
def test_a_span_of_hours_has_both_its_ends(hour: int, length: int) -> None:
    assert values(f"{hour:02d}:00到{hour + length}点") == [f"{hour:02d}:00", f"{hour + length:02d}:00"]


@given(st.integers(1, 12), st.integers(1, 27), st.integers(1, 3))
def test_a_span_of_days_has_both_its_ends(month: int, day: int, length: int) -> None:
    last = min(day + length, 28)
    first, second = map(date.fromisoformat, values(f"{month}月{day}日到{last}号"))
    assert (first.month, first.day, second) == (month, day, first.replace(day=last))
