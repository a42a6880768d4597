"""Judge by words alone whether somebody is in danger now, and in what tone a message is said.

The words, and how they are weighed, stand in ``nlu_data/lookups/danger.yml`` and ``tone.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Iterable, Mapping

GAP = "…"
LONGEST = 1000  # characters that are judged
NOUN = 3  # characters of a bare word that only names a thing: 心绞痛, but not 血一直止不住


class Verdict(str, Enum):
    """What the words say of danger."""

    NOW = "now"
    SPARED = "spared"
    NONE = "none"


@dataclass(frozen=True)
class Judgement:
    """A verdict with the word it rests on, and the word that spared it."""

    verdict: Verdict
    kind: str | None = None
    word: str | None = None
    against: str | None = None


class DangerRules:
    """The rules of ``danger.yml``, ready to use.

    >>> rules = DangerRules({"cries": ["救命"], "dangers": {"fire": ["着火"]}, "now": ["现在"], "past": ["昨天"], "supposed": ["如果"]})
    >>> [rules.judge(text).verdict.value for text in ("家里着火了", "昨天着火了", "如果着火了", "谢谢")]
    ['now', 'spared', 'spared', 'none']
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._figures = _any_of(rules.get("figures_of_speech") or ())
        self._cries = _any_of(rules.get("cries") or ())
        self._calls = _any_of(rules.get("calls") or ())
        self._dangers = {kind: _any_of(words) for kind, words in (rules.get("dangers") or {}).items()}
        self._marks = {
            name: _any_of(rules.get(name) or ())
            for name in ("now", "again", "over", "past", "supposed", "cover", "refused", "business", "trifles")
        }

    def judge(self, folded: str) -> Judgement:
        """Judge a folded text."""
        text = self._figures.sub("□", folded[:LONGEST].lower())
        cry = self._cries.search(text) or self._call(text)
        if cry:
            return self._weigh("cry", cry[0], self._found(text, "cover", "over"))
        return self._sighted(text) or self._calm(text)

    def _sighted(self, text: str) -> Judgement | None:
        for kind, pattern in self._dangers.items():
            word = pattern.search(text)
            if word:
                if len(word[0]) <= NOUN and word[0] == text.strip(" 。.!"):
                    return Judgement(Verdict.SPARED, kind, word[0], word[0])  # it answers "what happened?"
                rest = text[: word.start()] + "□" + text[word.end() :]  # 昏过去 tells of nothing past
                return self._weigh(kind, word[0], self._against(rest))
        return None

    def _calm(self, text: str) -> Judgement:
        """人没事 spares whatever the wording sounds like, unless it came again."""
        over = None if self._found(text, "again") else self._found(text, "over")
        return Judgement(Verdict.SPARED, against=over) if over else Judgement(Verdict.NONE)

    def _call(self, text: str) -> re.Match[str] | None:
        return None if self._found(text, "trifles") else self._calls.search(text)

    def _against(self, text: str) -> str | None:
        """Return the first word that speaks against danger; what has come again was over only once."""
        if self._found(text, "again"):
            return self._found(text, "supposed", "cover", "refused")
        told = () if self._found(text, "now") else ("past", "business")
        return self._found(text, "over", "supposed", "cover", "refused", *told)

    def _found(self, text: str, *names: str) -> str | None:
        found = (self._marks[name].search(text) for name in names)
        return next((match[0] for match in found if match), None)

    @staticmethod
    def _weigh(kind: str, word: str, against: str | None) -> Judgement:
        return Judgement(Verdict.SPARED if against else Verdict.NOW, kind, word, against)


class ToneRules:
    """The rules of ``tone.yml``: the first tone whose words are found holds."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]]) -> None:
        self._tones = {
            tone: tuple(_any_of(rule.get(name) or ()) for name in ("surely", "words", "unless"))
            for tone, rule in rules.items()
        }

    def tone_of(self, folded: str) -> str | None:
        """Return the tone of a folded text, None for an even one.

        >>> rules = ToneRules({"despair": {"surely": ["我想自杀"]}, "angry": {"words": ["气死"], "unless": ["别"]}})
        >>> [rules.tone_of(text) for text in ("气死我了", "别气死我", "别气死我了我想自杀")]
        ['angry', None, 'despair']
        """
        text = folded[:LONGEST].lower()
        for tone, (surely, words, unless) in self._tones.items():
            if surely.search(text) or (words.search(text) and not unless.search(text)):
                return tone
        return None


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, the longest first; a pattern without words finds nothing."""
    ordered = sorted((str(word).lower() for word in words), key=len, reverse=True)
    return re.compile("|".join(map(_pattern, ordered)) or r"(?!)")


def _pattern(word: str) -> str:
    """Return the pattern of one word; a telephone number is none inside a longer number, a plate's for instance."""
    if word.isdecimal():
        return rf"(?<![0-9a-z]){word}(?![0-9a-z])"
    return ".{0,6}".join(map(re.escape, word.split(GAP)))
