"""spaCy's Chinese and its entity ruler.

Its tokens are characters: names are found wherever they stand, and the vocabulary stays as small as the character set,
where words would let it grow with every name and number that customers ever type.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Iterable

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler


@lru_cache(maxsize=1)
def character_language() -> Language:
    """Return blank Chinese whose tokens are characters."""
    return spacy.blank("zh")


def build_ruler(names: Iterable[tuple[str, str, str]]) -> EntityRuler:
    """Return a ruler for ``(type, surface, value)``; the longest surface wins."""
    ruler = EntityRuler(character_language(), phrase_matcher_attr="LOWER", validate=False)
    ruler.add_patterns([{"label": kind, "pattern": surface, "id": value} for kind, surface, value in names])
    return ruler
