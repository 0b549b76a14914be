"""How the child tells of a text document."""

from __future__ import annotations

import datetime as dt

import pytest

from engross.sources.documents import Attachment, BlockRead, DocumentRead
from engross.sources.documents_wire import document_of, lines_of
from engross.sources.remarks import Remark
from engross.sources.wire import Unintelligible

MAIL = DocumentRead(
    blocks=(
        BlockRead("Fees, £1,200", "message, line 1", level=2),
        BlockRead("two\nlines", "message, line 2", indent=1, quoted=True),
    ),
    method="e-mail",
    headers={"from": "ann@example.com", "subject": "Fees"},
    sent=dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC),
    attachments=(Attachment("time.xlsx", b"PK\x00\xff"),),
    remarks=(Remark("macros-ignored", "note", "part 2", "It holds macros."),),
)


@pytest.mark.parametrize("document", [MAIL, DocumentRead((), "PDF, pypdfium2")])
def test_a_document_arrives_as_it_was_sent(document: DocumentRead) -> None:
    assert document_of(lines_of(document)) == document


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"not json"],
        [b'{"headers": {"from": 1}, "sent": null}', b'{"method": "x"}'],
        [b'{"headers": {}, "sent": null}'],
        [b'{"headers": {}, "sent": null}', b'["a", "b"]', b'{"method": "x"}'],
        [b'{"headers": {}, "sent": null}', b'["a", "b", "c", null, false]'],
        [b'{"headers": {}, "sent": null}', b'{"remark": ["a", "block", "", "", ""]}'],
        [b'{"headers": {}, "sent": null}', b'{"surprise": 1}'],
    ],
)
def test_lines_of_another_shape_are_refused(lines: list[bytes]) -> None:
    with pytest.raises(Unintelligible):
        document_of(lines)
