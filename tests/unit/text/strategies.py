"""Texts that customers, pranksters and broken clients send."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.text.identity import check_digit

SURROGATES = st.characters(categories=["Cs"])
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\ufeff\u202e\u2066\u00ad\u0000\u0007\ufe0f\u3164")
FAMILIAR = st.sampled_from(
    "我的车昨天下午三点在上海被撞了赔两万五千块零一二十百周五号月日半点分前刚才第条路医院叫王小明是0123456789.,:-/ ￥×Xx+沪AQYLPTS"
)
ANY_TEXT = st.text(st.one_of(st.characters(), SURROGATES, INVISIBLE, FAMILIAR), max_size=60)
CHINESE_TEXT = st.text(FAMILIAR, max_size=60)

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ID_NUMBERS = st.builds(
    lambda region, year, month, day, order: (
        (body := f"{region}{year:04d}{month:02d}{day:02d}{order:03d}") + check_digit(body)
    ),
    st.sampled_from(["110105", "310115", "440305", "510104"]),
    st.integers(1930, 2020),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)
