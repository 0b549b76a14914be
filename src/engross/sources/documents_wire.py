"""How the child tells the parent of a text document: one JSON line for each message.

As with `wire`, nothing that comes is trusted to be more than JSON. Messages, in order:

    {"headers": {"from": "..."}, "sent": "2026-10-14T09:30:00+01:00"}     opens the document
    [text, place, level, indent, quoted]                                  for each block
    {"attachment": [name, base64 of its bytes]}                           anywhere
    {"remark": [rule, severity, place, message, suggestion]}              anywhere
    {"method": "PDF, pypdfium2"}                                          ends it
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from engross.sources.documents import Attachment, BlockRead, DocumentRead
from engross.sources.remarks import Remark
from engross.sources.wire import Unintelligible


def lines_of(document: DocumentRead) -> Iterator[bytes]:
    """All messages of a document."""
    sent = document.sent.isoformat() if document.sent else None
    yield _line({"headers": dict(document.headers), "sent": sent})
    for block in document.blocks:
        yield _line([block.text, block.place, block.level, block.indent, block.quoted])
    for attachment in document.attachments:
        data = base64.b64encode(attachment.data).decode()
        yield _line({"attachment": [attachment.name, data]})
    for remark in document.remarks:
        yield _line({"remark": list(remark)})
    yield _line({"method": document.method})


def document_of(lines: Iterable[bytes]) -> DocumentRead:
    """The document that the lines tell of.

    Raises:
        Unintelligible: a line is not of the shape above, or the last is missing.
    """
    told = iter(lines)
    opening = _message(next(told, b""))
    blocks: list[BlockRead] = []
    attachments: list[Attachment] = []
    remarks: list[Remark] = []
    for line in told:
        match _message(line):
            case [str(text), str(place), int(level), int() | None as indent, bool(quoted)]:
                blocks.append(BlockRead(text, place, level, indent, quoted))
            case {"attachment": [str(name), str(data)]}:
                attachments.append(Attachment(name, base64.b64decode(data, validate=True)))
            case {"remark": [str(), "warn" | "note", str(), str(), str()] as remark}:
                remarks.append(Remark(*remark))
            case {"method": str(method)}:
                return DocumentRead(
                    blocks=tuple(blocks),
                    method=method,
                    attachments=tuple(attachments),
                    remarks=tuple(remarks),
                    **_opened(opening),
                )
            case _:
                raise Unintelligible
    raise Unintelligible("the last message is missing")


def _opened(opening: object) -> dict[str, Any]:
    match opening:
        case {"headers": dict(headers), "sent": str() | None as sent} if all(
            isinstance(value, str) for value in headers.values()
        ):
            moment = dt.datetime.fromisoformat(sent) if sent else None
            return {"headers": headers, "sent": moment}
    raise Unintelligible


def _line(message: object) -> bytes:
    return orjson.dumps(message)


def _message(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unintelligible from error
