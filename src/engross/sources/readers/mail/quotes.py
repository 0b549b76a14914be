"""Which lines of a mail repeat an earlier message, and which are its newest words.

Nothing of the newest message may be lost: what is not certain to be a quote is not taken for one.
Lines marked by `>` (RFC 3676, section 4.5) or by the sender's program are quotes wherever they
stand, so that an answer between them stays. Without marks, everything from a line such as “From:
... Sent: ... Subject: ...” to the end is the earlier message, unless it was passed on, nothing new
stands above it, or the words above say that the answers stand below.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

_MARK = re.compile(r"\s{0,3}>")
_MARKS = re.compile(r"\s{0,3}(?:>[ \t]?)+")
_ADDRESS = re.compile(r"[^\s<>@\[\]:]+@[^\s<>@\[\]:]+\.[^\s<>@\[\]:]+")
_ADDRESSED = re.compile(r"<[^\s<>@]+@[^\s<>@]+>\s?:$")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_CLOCK = re.compile(r"(?<![0-9])[0-9]{1,2}[:.h][0-9]{2}(?![0-9])")
_SENTENCE = re.compile(r"\w{3,}[.!?]\s+(?![0-9])")
"""The end of a sentence, which no line of a mail program holds; `29 avr. 2025` is none."""
_NAME = re.compile(r"\W{0,14}([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?)\W{0,3}?\s?:\**(?=\s|$|\S)")
_RULE = re.compile(r"\s*[_=\-\N{EM DASH}*]{5,}\s*$")

_LONGEST = 6
"""Lines over which the line above a quote may be broken."""
_WIDEST = 400
"""Characters that it may have."""
_FEWEST_HEADERS, _MOST_HEADERS = 3, 40
"""Header lines above an earlier message, and lines that they may be broken over."""
_GAP = 2
"""Lines that may go on from a header line before the next."""
_GREETING = 40
"""Characters of the names that are greeted."""


class Line(NamedTuple):
    """One line of a mail's text."""

    number: int
    """From 1, as the text has it."""
    text: str
    """Without the marks of a quote."""
    depth: int = 0
    """How many marks of a quote stand before it."""

    @property
    def blank(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip()


class Split(NamedTuple):
    """What is quoted."""

    quoted: tuple[bool, ...]
    """For each line, in order."""
    unclear: int | None = None
    """The place in the lines from which nobody can tell; those count as new."""
    headings: tuple[range, ...] = ()
    """Where the lines stand that head each message that was passed on; its words follow."""


class _Boundary(NamedTuple):
    """Where an earlier message begins that has no marks."""

    start: int
    body: int
    """Where its own words begin."""
    forwarded: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text, their marks taken off."""
    raw = text.split("\n")
    marked = [_MARK.match(line) is not None for line in raw]
    return [
        _marked(number, line)
        if marked[number - 1] and not _is_escaped(raw, marked, number - 1)
        else Line(number, line.rstrip())
        for number, line in enumerate(raw, start=1)
    ]


def split(lines: Sequence[Line], subject: str = "", *, replies: bool | None = None) -> Split:
    """Tell the quoted lines from the new ones.

    `replies` says whether the mail's headers make it an answer; `None` when they are not known.
    """
    forwards = re.match(rf"\s*(?:{_words('subject', 'forward')})\s*:", subject, re.IGNORECASE)
    boundary = _boundary(lines, forwards=forwards is not None)
    if boundary is None:
        return Split(tuple(_by_marks(lines, replies=replies)))
    above = _by_marks(lines[: boundary.start], replies=replies)
    if boundary.forwarded:
        return _with_forwarded(lines, above, boundary)
    new = [line.text for line, quoted in zip(lines, above, strict=False) if not quoted]
    if _may_stand_below(new) or _marks_are_theirs(lines, boundary):
        below = _by_marks(lines[boundary.start :], replies=replies)
        return Split((*above, *below), boundary.start)
    return Split((*above, *(True for _ in lines[boundary.start :])))


def is_reply(subject: str) -> bool:
    """Whether a subject begins with `Re:` or what other languages have for it."""
    return re.match(rf"\s*(?:{_words('subject', 'reply')})\s*:", subject, re.IGNORECASE) is not None


def _marked(number: int, line: str) -> Line:
    marks = _MARKS.match(line)
    text = line[marks.end() :] if marks else line
    return Line(number, text.rstrip(), marks.group().count(">") if marks else 0)


def _is_escaped(raw: Sequence[str], marked: Sequence[bool], at: int) -> bool:
    """Whether a mailbox file put the mark before a line that begins with “From ”."""
    near = [marked[n] for n in (at - 1, at + 1) if 0 <= n < len(raw)]
    return raw[at].startswith(">From ") and not any(near)


def _by_marks(lines: Sequence[Line], *, replies: bool | None) -> list[bool]:
    """The marked lines, and the line above each run of them that says whose words they are.

    Marks without such a line, in a mail that answers nothing, are the writer's own.
    """
    quoted = [line.depth > 0 for line in lines]
    starts = [at for at, marked in enumerate(quoted) if marked and (at == 0 or not quoted[at - 1])]
    attributed = False
    for start in starts:
        for at in _attribution_above(lines, start):
            quoted[at] = attributed = True
    if replies is False and not attributed:
        return [False] * len(lines)
    _join_blank(lines, quoted)
    return quoted


def _join_blank(lines: Sequence[Line], quoted: list[bool]) -> None:
    """Blank lines between two quoted ones belong to the quote."""
    solid = [at for at, line in enumerate(lines) if not line.blank]
    for above, below in pairwise(solid):
        if quoted[above] and quoted[below]:
            quoted[above:below] = [True] * (below - above)


def _attribution_above(lines: Sequence[Line], start: int) -> range:
    """The lines right above a quote that say who wrote it and when; none when nothing does."""
    end = start
    while end > 0 and lines[end - 1].blank:
        end -= 1
    tops = list(takewhile(lambda top: _is_own(lines[top]), range(end - 1, -1, -1)))[:_LONGEST]
    near = start - end <= _GAP
    for accepted in (_is_attribution, _is_short_attribution) if near else (_is_attribution,):
        for top in tops:
            if accepted(_joined(lines[top:end])):
                return range(top, end)
    return range(0)


def _is_own(line: Line) -> bool:
    return not line.blank and not line.depth


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def _is_attribution(text: str) -> bool:
    """Whether it is all of “On 7 October 2026 at 09:12, Helen Pike <...> wrote:”."""
    if len(text) > _WIDEST or _SENTENCE.search(_ADDRESS.sub("@", text)):
        return False
    if _ADDRESSED.search(text) and _YEAR.search(text) and _CLOCK.search(text):
        return True
    return any(pattern.fullmatch(text) for pattern in _attributions())


def _is_short_attribution(text: str) -> bool:
    """Whether it says no more than whose words follow: `Helen Pike wrote:`."""
    if len(text) > _WIDEST or _SENTENCE.search(_ADDRESS.sub("@", text)):
        return False
    named = rf"\W*[\w.,'\" ()<>@\[\]:+/-]{{2,120}}?\W(?:{_words('written', 'verbs')})\s*:"
    addressed = text.endswith(":") and _ADDRESS.search(text) and re.search("[0-9]", text)
    return bool(addressed) or re.fullmatch(named, text, re.IGNORECASE) is not None


def _stands_alone(text: str) -> bool:
    """Whether it is so surely a mail program's that an earlier message follows without marks."""
    if not text.rstrip(" -").endswith((":", "wrote")):
        return False
    by_hand = rf"(?<!\w)(?:{_words('written', 'hand')})\s+(?:{_words('written', 'verbs')})\W*$"
    dated = _YEAR.search(text) or _CLOCK.search(text)
    if dated is None or re.search(by_hand, text, re.IGNORECASE):
        return False
    return _is_attribution(text)


def _boundary(lines: Sequence[Line], *, forwards: bool) -> _Boundary | None:
    for at, line in enumerate(lines):
        if line.blank or line.depth:
            continue
        if _is_divider(line.text, "forwarded"):
            return _Boundary(at, _after_headers(lines, at + 1), forwarded=True)
        if _is_divider(line.text, "original"):
            return _Boundary(at, _after_headers(lines, at + 1), forwarded=forwards)
        if (end := _header_block(lines, at)) > at:
            return _Boundary(_with_rule(lines, at), end, forwarded=forwards)
        if found := _attribution_from(lines, at):
            return _Boundary(found.start, found.stop, forwarded=False)
    return None


def _with_forwarded(lines: Sequence[Line], above: Sequence[bool], boundary: _Boundary) -> Split:
    """What is passed on is content; what that quotes in its turn is a quote."""
    body = lines[boundary.body :]
    least = min((line.depth for line in body if not line.blank), default=0)
    lifted = [line._replace(depth=max(0, line.depth - least)) for line in body]
    inner = split(lifted, replies=None)
    start = len(lines) - len(body)
    unclear = None if inner.unclear is None else start + inner.unclear
    headings = [range(boundary.start, start)]
    headings += [range(each.start + start, each.stop + start) for each in inner.headings]
    middle = (False for _ in headings[0])
    return Split((*above, *middle, *inner.quoted), unclear, tuple(headings))


def _is_divider(text: str, name: str) -> bool:
    words = _words("dividers", name)
    dashed = rf"\W*[-_\N{{EM DASH}}*]{{2,}}\s*(?:{words})\W*"
    alone = r"\W*begin forwarded message\W*:\W*"
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return any(re.fullmatch(each, plain, re.IGNORECASE) for each in (dashed, alone))


def _after_headers(lines: Sequence[Line], start: int) -> int:
    while start < len(lines) and lines[start].blank:
        start += 1
    return max(_header_block(lines, start), start)


def _with_rule(lines: Sequence[Line], at: int) -> int:
    """Where the quote begins: at the rule above its header lines, or at who wrote it and when."""
    above = at - 1
    while above >= 0 and lines[above].blank:
        above -= 1
    if above >= 0 and _RULE.match(lines[above].text):
        return above
    return min(_attribution_above(lines, at), default=at)


def _header_block(lines: Sequence[Line], start: int) -> int:
    """Where the header lines end that begin here; `start` itself when none do.

    `From: Exeter, To: Bristol, Date: Friday` is a journey: without an address or a subject the
    lines are somebody's words.
    """
    kinds: set[str] = set()
    end = at = start
    addressed = False
    while at < min(len(lines), start + _MOST_HEADERS) and at - end <= _GAP:
        kind = header_kind(lines[at].text)
        if at == start and not kind:
            break
        if kind:
            kinds.add(kind)
            end = at + 1
            addressed |= kind == "from" and _ADDRESS.search(lines[at].text) is not None
        at += 1
    known = "from" in kinds and (addressed or "subject" in kinds)
    return end if known and len(kinds) >= _FEWEST_HEADERS else start


@lru_cache(maxsize=1_000)
def header_kind(text: str) -> str:
    """`from`, `date`, ... for a header line in any language; empty for any other."""
    match = _NAME.match(text)
    if match is None:
        return ""
    name = match[1].strip()
    return next((kind for kind, names in _header_names() if names.fullmatch(name)), "")


def _attribution_from(lines: Sequence[Line], start: int) -> range:
    """The lines, from the start or soon after, that say whose words follow without marks."""
    for end in range(start + 1, min(len(lines), start + _LONGEST) + 1):
        if not _is_own(lines[end - 1]):
            break
        if _stands_alone(_joined(lines[start:end])):
            below = next((line for line in lines[end:] if not line.blank), None)
            tops = (top for top in range(end - 1, -1, -1) if _stands_alone(_joined(lines[top:end])))
            return range(next(tops), end) if below is not None and not below.depth else range(0)
    return range(0)


def _may_stand_below(new: Sequence[str]) -> bool:
    """Whether the newest words may stand below the boundary: none above, or a greeting alone."""
    words = " ".join(" ".join(new).split())
    greets = rf"(?:{_words('answers', 'greeting')})(?!\w)[\w\s'-]{{0,{_GREETING}}}[,!.]?"
    if not words or re.fullmatch(greets, words, re.IGNORECASE):
        return True
    return any(pattern.search(words) for pattern in _inline())


def _marks_are_theirs(lines: Sequence[Line], boundary: _Boundary) -> bool:
    """Whether the earlier message is marked after all, so that what is not marked answers it."""
    body = [line for line in lines[boundary.body :] if not line.blank]
    return bool(body) and body[0].depth > 0


@cache
def _file() -> dict[str, Any]:
    folder = resources.files("engross.sources.readers.mail")
    return tomllib.loads(folder.joinpath("quotes.toml").read_text("utf-8"))


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s+")


@cache
def _words(group: str, name: str) -> str:
    return _spaced(_file()[group][name])


@cache
def _attributions() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(
            rf"\W*(?:{_spaced(one['opener'])})(?=[\s,])(?=.*[0-9]).{{3,}}?"
            rf"(?:(?:{_spaced(one['verb'])})\W*|\s(?:{_spaced(one['verb'])})\s.{{2,120}}:\W*)",
            re.IGNORECASE,
        )
        for one in _file()["attribution"]
    )


@cache
def _header_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(_spaced(names), re.IGNORECASE))
        for kind, names in _file()["headers"].items()
    )


@cache
def _inline() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"(?<!\w){_spaced(each)}(?!\w)", re.IGNORECASE)
        for each in _file()["answers"]["inline"]
    )


def quoted_runs(
    lines: Sequence[Line], quoted: Sequence[bool], which: range
) -> Iterator[tuple[list[Line], bool]]:
    """Paragraphs: runs of those lines that say something and are alike quoted or not."""
    run: list[Line] = []
    kind = (False, 0)
    for at in which:
        line, this = lines[at], (quoted[at], lines[at].depth)
        if run and (line.blank or this != kind):
            yield run, kind[0]
            run = []
        if not line.blank:
            kind = this
            run.append(line)
    if run:
        yield run, kind[0]
