"""Shared texts, all of them or those that are wanted."""

from __future__ import annotations

import io

import pytest

from engross.sources.readers.xlsx_strings import shared_strings, wanted_strings

PLAIN = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<si><t>Fee</t></si><si/><si><r><t>Wrack</t></r><r><t>line</t></r></si>"
    b'<si><t>a_x000D_b</t><rPh sb="0" eb="1"><t>unseen</t></rPh></si><si></si>'
    b'<si><t xml:space="preserve">last </t></si></sst>'
)
PREFIXED = (
    PLAIN.replace(b"</", b"</x:").replace(b"<s", b"<x:s").replace(b"<t", b"<x:t")
    .replace(b"<r", b"<x:r").replace(b"xmlns=", b"xmlns:x=")
)  # fmt: skip
TEXTS = ["Fee", "", "Wrackline", "a\rb", "", "last "]


@pytest.mark.parametrize("xml", [PLAIN, PREFIXED], ids=["plain", "prefixed"])
def test_all_come_in_their_order(xml: bytes) -> None:
    assert shared_strings(io.BytesIO(xml)) == TEXTS


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize("xml", [PLAIN, PREFIXED], ids=["plain", "prefixed"])
def test_wanted_ones_are_the_same(xml: bytes, size: int) -> None:
    chunks = [xml[at : at + size] for at in range(0, len(xml), size)]

    assert wanted_strings(chunks, {0, 2, 3, 5, 99}) == {
        number: TEXTS[number] for number in (0, 2, 3, 5)
    }


def test_nothing_is_read_when_nothing_is_wanted() -> None:
    assert wanted_strings(iter(()), set()) == {}
