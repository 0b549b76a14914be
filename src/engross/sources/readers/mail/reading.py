"""A mail into blocks: the newest message, what it quotes, what it passes on."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message

from engross.errors import InputError
from engross.sources.documents import Attachment, BlockRead, DocumentRead
from engross.sources.file import SourceFile
from engross.sources.readers.mail.flowed import unflowed
from engross.sources.readers.mail.headers import (
    counted,
    header_of,
    headers_of,
    is_mail,
    sent_on,
    taken_apart,
)
from engross.sources.readers.mail.html_text import read_html
from engross.sources.readers.mail.parts import MOST_PARTS, Parts, parts_of
from engross.sources.readers.mail.quotes import (
    Line,
    Split,
    header_kind,
    is_reply,
    quoted_runs,
    split,
)
from engross.sources.remarks import Remark

DEEPEST = 3
"""How far mails inside mails are read."""
MOST_CHARACTERS = 2_000_000
"""Of the text of one mail."""
_WHOLE = "message"
"""The place of what the mail itself says."""
_STUB = 0.2
"""The share of the words of the formatted text below which a plain text stands in for it only."""
_FEW_WORDS = 12
"""Words of the formatted text that its plain text may lack; fewer are buttons and links."""
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
"""What may stand before the first header line: a byte order mark, a mailbox file's line."""
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x00", "utf-16-be"),
    *((bytes((letter, 0)), "utf-16-le") for letter in range(ord("A"), ord("Z") + 1)),
)
"""How a mail in two bytes a character begins."""
_SHOWN_HEADERS = ("from", "to", "cc", "subject")


@dataclass
class _Found:
    """What has been read so far of the mail and of the mails in it."""

    blocks: list[BlockRead] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mails: int = 0
    """How many mails were read that stand inside it."""
    forms: set[str] = field(default_factory=set)

    def remark(self, rule: str, place: str, message: str, suggestion: str = "") -> None:
        self.remarks.append(Remark(rule, "warn", place, message, suggestion))


def read(file: SourceFile) -> DocumentRead:
    """The mail's text, its header lines, when it was sent and the files in it.

    Raises:
        InputError: it is no mail, is encrypted, or is nested too deeply to be read.
    """
    mail = _parsed(file)
    if not is_mail(mail):
        raise InputError(
            file.name,
            "it has none of the lines that a mail begins with, such as “From:” and “Date:”.",
            remedy="Save the mail as .eml from the mail program.",
        )
    found = _Found()
    _remark_senders(mail, found)
    _read(mail, _WHOLE, found, 0)
    if found.forms == {"encrypted"}:
        raise InputError(
            file.name,
            "the mail is encrypted.",
            remedy="Open it in the mail program, and save its text as .txt or a decrypted copy.",
        )
    forms = " and ".join(sorted(found.forms)) or "no text"
    return DocumentRead(
        blocks=tuple(found.blocks),
        method=f"mail, {forms}, quotes told apart",
        headers=headers_of(mail),
        sent=sent_on(mail),
        attachments=tuple(found.attachments),
        remarks=tuple(found.remarks),
    )


def _parsed(file: SourceFile) -> Message:
    data = _HEAD.sub(b"", _in_utf_8(file.data))
    try:
        return taken_apart(data)
    except RecursionError as error:
        raise InputError(
            file.name,
            "its parts are nested too deeply to be read.",
            remedy="Save its text as .txt, and its attachments on their own.",
        ) from error


def _in_utf_8(data: bytes) -> bytes:
    """A mail that somebody saved in UTF-16, as mails are sent; any other as it is."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), "")
    return data.decode(encoding, "replace").encode("utf-8") if encoding else data


def _read(mail: Message, place: str, found: _Found, depth: int) -> None:
    parts = parts_of(mail)
    found.attachments += parts.attachments
    subject = header_of(mail, "subject")
    replies = _replies(mail, subject)
    lines, form = _lines(parts, place, found)
    if form or parts.encrypted:
        found.forms.add(form or "encrypted")
    _remark_parts(parts, place, found)
    result = split(lines, subject, replies=replies)
    found.blocks += _blocks(lines, result, place)
    if result.unclear is not None:
        _remark_unclear(lines, result.unclear, place, found)
    for inner in parts.mails:
        found.mails += 1
        _read_inner(inner, f"attached message {found.mails}", found, depth + 1)


def _read_inner(mail: Message, place: str, found: _Found, depth: int) -> None:
    """A mail inside the mail: its header lines as text, then what it says."""
    if depth > DEEPEST:
        found.remark(
            "mail-too-deep",
            place,
            f"It stands {depth} mails deep and was not read.",
            "Save that mail on its own and give it as notes.",
        )
        return
    stated = {**headers_of(mail), "date": header_of(mail, "date")}
    for name in (*_SHOWN_HEADERS, "date"):
        if stated.get(name):
            found.blocks.append(
                BlockRead(f"{name.capitalize()}: {stated[name]}", f"{place}, {name}")
            )
    _read(mail, place, found, depth)


def _replies(mail: Message, subject: str) -> bool | None:
    """Whether the header lines make it an answer; `None` when they are not known."""
    if header_of(mail, "in-reply-to") or header_of(mail, "references") or is_reply(subject):
        return True
    return False if subject and header_of(mail, "message-id") else None


def _lines(parts: Parts, place: str, found: _Found) -> tuple[Sequence[Line], str]:
    """The mail's lines, and which form of its text they are of."""
    plain = _numbered(line for text, part in parts.plain for line in unflowed(text, part))
    if sum(len(text) for text in parts.html) > MOST_CHARACTERS:
        _remark_cut(place, found)
        return _cut(plain, place, found), "plain text" if plain else ""
    shown = [read_html(text) for text in parts.html]
    formatted = _numbered(line for each in shown for line in each.lines)
    hidden = sum(each.hidden_words for each in shown)
    if hidden:
        _remark_hidden(hidden, place, found)
    if not _stands_in(plain, formatted):
        _remark_differing(plain, formatted, place, found)
        return _cut(plain, place, found), "plain text" if plain else ""
    return _cut(formatted, place, found), "formatted text"


def _numbered(lines: Iterator[Line]) -> list[Line]:
    return [line._replace(number=number) for number, line in enumerate(lines, start=1)]


def _stands_in(plain: Sequence[Line], formatted: Sequence[Line]) -> bool:
    """Whether the plain text only says that the mail has another form."""
    words, shown = _words(plain).total(), _words(formatted).total()
    return shown > 0 and words < _STUB * shown


def _words(lines: Sequence[Line]) -> Counter[str]:
    return Counter(word for line in lines for word in re.findall(r"\w+", line.text.casefold()))


def _cut(lines: Sequence[Line], place: str, found: _Found) -> Sequence[Line]:
    total = 0
    for at, line in enumerate(lines):
        total += len(line.text)
        if total > MOST_CHARACTERS:
            _remark_cut(place, found)
            return lines[:at]
    return lines


def _blocks(lines: Sequence[Line], found: Split, place: str) -> Iterator[BlockRead]:
    """The paragraphs; those of a message that was passed on have a place that says so."""
    ends = [*(heading.start for heading in found.headings[1:]), len(lines)]
    first = found.headings[0].start if found.headings else len(lines)
    yield from _paragraphs(lines, found, range(first), place)
    for number, (heading, end) in enumerate(zip(found.headings, ends, strict=False), start=1):
        passed_on = "forwarded message" if number == 1 else f"forwarded message {number}"
        inner = passed_on if place == _WHOLE else f"{place}, {passed_on}"
        for at in heading:
            kind = header_kind(lines[at].text) or "heading"
            if not lines[at].blank:
                yield BlockRead(lines[at].text.strip(), f"{inner}, {kind}")
        yield from _paragraphs(lines, found, range(heading.stop, end), inner)


def _paragraphs(
    lines: Sequence[Line], found: Split, which: range, place: str
) -> Iterator[BlockRead]:
    for run, is_quoted in quoted_runs(lines, found.quoted, which):
        text = "\n".join(line.text for line in run)
        yield BlockRead(text, f"{place}, line {run[0].number}", quoted=is_quoted)


def _remark_senders(mail: Message, found: _Found) -> None:
    """RFC 5322, section 3.6: a mail has one line that says whom it is from."""
    lines = counted(mail, "from")
    if lines > 1:
        found.remark(
            "mail-two-senders",
            "from",
            f"It has {lines} lines that say whom it is from; the first was taken.",
            "Mail programs show one of them only. Look at the mail's source.",
        )


def _remark_unclear(lines: Sequence[Line], at: int, place: str, found: _Found) -> None:
    found.remark(
        "mail-quotes-unclear",
        f"{place}, line {lines[at].number}",
        "From here on it cannot be told what is the newest message and what it quotes.",
        "Read that part, and give what is new in it as notes of its own.",
    )


def _remark_parts(parts: Parts, place: str, found: _Found) -> None:
    if parts.too_many:
        found.remark(
            "mail-too-long", place, f"It has more than {MOST_PARTS} parts; the rest was not read."
        )
    if parts.undecoded:
        found.remark(
            "mail-characters",
            place,
            "Some of its characters cannot be read in any encoding that it may be in.",
            "Compare the passages with the mail.",
        )


def _remark_hidden(words: int, place: str, found: _Found) -> None:
    what = "One word stands" if words == 1 else f"{words} words stand"
    found.remark(
        "mail-hidden-text",
        place,
        f"{what} in its formatted text that a reader does not see; left out.",
        "Look at the mail's source if you did not expect that.",
    )


def _remark_differing(
    plain: Sequence[Line], formatted: Sequence[Line], place: str, found: _Found
) -> None:
    more = (_words(formatted) - _words(plain)).total()
    if plain and more > max(_FEW_WORDS, _STUB * _words(formatted).total()):
        found.remark(
            "mail-two-versions",
            place,
            f"Its formatted text has {more} words that its plain text, which was read, has not.",
            "Compare the passages with the mail as your mail program shows it.",
        )


def _remark_cut(place: str, found: _Found) -> None:
    found.remark(
        "mail-too-long",
        place,
        f"Its text is longer than {MOST_CHARACTERS:,} characters; the rest was not read.",
        "Give what matters as notes of its own.",
    )
