"""Find numbers that name a person, a car, a policy, a claim or a complaint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Iterator

from assistant.text.numerals import digits_of

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
REGIONS = frozenset(re.findall(r"\d\d", "111213141521222331323334353637414243444546505152535461626364657181828391"))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
EARLIEST_BIRTH = 1890

_GAP = r"[ \-]{0,2}"
_POINT = r"[ \-.]{0,2}"
_SPOKEN = "零〇一二两三四五六七八九幺"
_RUN = re.compile(rf"(?<![\dA-Za-z{_SPOKEN}])\+?[\d{_SPOKEN}](?:{_GAP}[\d{_SPOKEN}Xx]){{9,27}}(?![\d{_SPOKEN}])")
_GROUP = re.compile(rf"[\dXx\-]+|[{_SPOKEN}]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d{2}))[ \-]?([2-8]\d{6,7})(?!\d)")
_LANDLINE_BRACKETS = re.compile(r"\((0(?:10|2\d|[3-9]\d{2}))\)[ \-]?([2-8]\d{6,7})(?!\d)")
_PLATE = re.compile(
    rf"([{PROVINCES}])\s?([A-HJ-Za-hj-z])\s?[·•∙.\-]?\s?((?:[A-HJ-NP-Za-hj-np-z0-9]\s?){{4,5}}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?![A-Za-z0-9])"
)


def _numbered(letters: str, count: int) -> re.Pattern[str]:
    """Return the pattern of a number that letters begin, dotted or not, all figures or all spoken."""
    figures, spoken = rf"(?:{_POINT}\d){{{count}}}(?!\d)", rf"(?:{_POINT}[{_SPOKEN}]){{{count}}}(?![{_SPOKEN}])"
    return re.compile(rf"(?<![A-Za-z]){letters}(?:{figures}|{spoken})", re.IGNORECASE)


_NUMBERED = {
    "policy_number": _numbered(rf"QY{_GAP}[A-Z]{{2}}", 10),
    "claim_number": _numbered("LP", 12),
    "complaint_number": _numbered("TS", 12),
}


@dataclass(frozen=True)
class NumberSpan:
    """A number of ``type`` in ``text[start:end]``; ``value`` is its normal form, without blanks."""

    type: str
    start: int
    end: int
    value: str


def find_numbers(text: str) -> list[NumberSpan]:
    """Find the numbers in a normalised text, in the order written, none overlapping.

    >>> [n.value for n in find_numbers("QYAX.2022.001908,qyjx二零二四零零五五一八,QYJX202500001一直没赔")]
    ['QYAX2022001908', 'QYJX2024005518']
    >>> [(n.type, n.value) for n in find_numbers("保单qyjx2025000012,车牌沪a·d12345,电话 138 0013 8000")]
    [('policy_number', 'QYJX2025000012'), ('plate', '沪AD12345'), ('phone', '13800138000')]
    """
    found: list[NumberSpan] = []
    for finder in (_find_numbered, _find_runs, _find_landlines, _find_plates):
        found.extend(span for span in finder(text) if not any(_overlap(span, other) for other in found))
    return sorted(found, key=lambda span: span.start)


def is_id_number(value: str) -> bool:
    """Tell whether a mainland identity number is right: region, birth date and, for 18 digits, the check digit.

    The check digit is ISO 7064 MOD 11-2, as GB 11643-1999 has it.

    >>> is_id_number("11010519491231002X"), is_id_number("110105194912310021")
    (True, False)
    """
    if re.fullmatch(r"\d{17}[\dX]", value, re.ASCII):
        return value[:2] in REGIONS and _is_birth(value[6:14]) and check_digit(value[:17]) == value[17]
    return bool(re.fullmatch(r"\d{15}", value, re.ASCII)) and value[:2] in REGIONS and _is_birth("19" + value[6:12])


def check_digit(body: str) -> str:
    """Return the 18th character for the first 17 digits.

    >>> check_digit("11010519491231002")
    'X'
    """
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body)) % 11]


def is_mobile(value: str) -> bool:
    """Tell whether ``value`` is a mainland mobile number in its normal form."""
    return re.fullmatch(r"1[3-9]\d{9}", value, re.ASCII) is not None


def _is_birth(written: str) -> bool:
    try:
        born = date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return False
    return born.year >= EARLIEST_BIRTH


def _overlap(one: NumberSpan, other: NumberSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _squeeze(text: str) -> str:
    return re.sub(r"[ \-.]", "", text)


def _find_numbered(text: str) -> Iterator[NumberSpan]:
    for kind, pattern in _NUMBERED.items():
        for match in pattern.finditer(text):
            yield NumberSpan(kind, match.start(), match.end(), digits_of(_squeeze(match[0])).upper())


def _find_runs(text: str) -> Iterator[NumberSpan]:
    """Find identity and mobile numbers: long runs of digits, perhaps in groups, perhaps spoken (一三八…)."""
    for match in _RUN.finditer(text):
        value = digits_of(_squeeze(match[0])).upper()
        if is_id_number(value):
            yield NumberSpan("id_number", match.start(), match.end(), value)
        elif mobile := _MOBILE.fullmatch(value):
            yield NumberSpan("phone", match.start(), match.end(), mobile[1])
        else:
            yield from _find_in_groups(match)


def _find_in_groups(run: re.Match[str]) -> Iterator[NumberSpan]:
    """Read a run that is several numbers side by side."""
    for part in _GROUP.finditer(run[0]):
        value = digits_of(part[0].replace("-", "")).upper()
        mobile = _MOBILE.fullmatch(value)
        start, end = run.start() + part.start(), run.start() + part.end()
        if is_id_number(value):
            yield NumberSpan("id_number", start, end, value)
        elif mobile:
            yield NumberSpan("phone", start, end, mobile[1])


def _find_landlines(text: str) -> Iterator[NumberSpan]:
    for pattern in (_LANDLINE, _LANDLINE_BRACKETS):
        for match in pattern.finditer(text):
            yield NumberSpan("phone", match.start(), match.end(), f"{match[1]}-{match[2]}")


def _find_plates(text: str) -> Iterator[NumberSpan]:
    for match in _PLATE.finditer(text):
        value = (match[1] + match[2] + re.sub(r"\s", "", match[3])).upper()
        if sum(character.isdigit() for character in value) >= 2:
            yield NumberSpan("plate", match.start(), match.end(), value)
