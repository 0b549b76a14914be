"""Files given to the guard, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard import check


@pytest.fixture
def refused() -> Callable[..., str]:
    """Why a file is refused, with its place; every refusal names the file and a remedy."""

    def refusal(name: str, data: bytes, kind: str = "billing") -> str:
        with pytest.raises(InputError) as caught:
            check(SourceFile(name, data), kind)
        assert caught.value.file == name
        assert caught.value.remedy
        return f"{caught.value.place}: {caught.value.problem}"

    return refusal


@pytest.fixture
def remarked() -> Callable[..., list[str]]:
    """The rules of what the guard notices in a file that it lets pass."""

    def rules(name: str, data: bytes, kind: str = "billing") -> list[str]:
        return [remark.rule for remark in check(SourceFile(name, data), kind)]

    return rules
