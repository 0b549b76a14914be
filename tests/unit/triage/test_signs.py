from __future__ import annotations

from typing import get_args

import pytest

from engross.records import EscalationKind
from engross.triage.signs import kinds, signs_of


def test_every_kind_of_the_closed_set_has_its_signs() -> None:
    assert sorted(kinds()) == sorted(get_args(EscalationKind))


@pytest.mark.parametrize("kind", kinds())
def test_signs_never_match_nothing(kind: EscalationKind) -> None:
    signs = signs_of(kind)

    assert signs.known_by.search("") is None
    assert signs.known_by.search("Good morning, Ruth.") is None
    assert signs.harmless is None or signs.harmless.search("") is None


@pytest.mark.parametrize("kind", [kind for kind in kinds() if signs_of(kind).quiet])
def test_a_quiet_kinds_title_gives_nothing_away(kind: EscalationKind) -> None:
    title = signs_of(kind).title.casefold()

    assert not any(word in title for word in ("fund", "suspic", "improper", "secret", "report"))
