"""Words that stand in the review copy only: taken out of a document, kept in it, and put back.

Each is in the review copy inside a bookmark `reviewonly1`, `reviewonly2`, ... Where it was taken
out, the bookmark stays, empty; what it held is kept among the settings, as a variable of that name.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from engross.ooxml.bookmarks import Bookmark, bookmark_edge, bookmarks, highest_number, isolate
from engross.ooxml.marks import REVIEW_ONLY
from engross.ooxml.names import w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    relations,
    serialise,
    word_parts,
    write_package,
)
from engross.ooxml.story import container_of, holds, lone_range_marks, seen_texts, stands_in
from engross.ooxml.xml_edits import put_in_place, remove

NAME = re.compile(rf"{REVIEW_ONLY}[0-9]+")

_KEEPS_PARAGRAPH = [w(name) for name in ("sectPr", "drawing", "pict", "object", "fldChar", "sdt")]
_AFTER_VARIABLES = [
    w(name)
    for name in (
        "rsids",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    )
]
"""What Word's settings have behind the variables, in Word's own language."""


def take_out(parts: Parts, words: str = "") -> None:
    """Leave of each such bookmark its place; without any, of the first of those very words.

    A paragraph that says nothing else is gone with them.
    """
    held: dict[str, bytes] = {}
    for part in word_parts(parts):
        if REVIEW_ONLY.encode() in parts[part]:
            root = parse(parts[part], part)
            for mark in [one for one in bookmarks(root) if NAME.fullmatch(one.name)]:
                _take(mark, held, words)
            parts[part] = serialise(root)
    if words and not held and not _variables(parts):
        _take_words(parts, words, held)
    _keep(parts, held)


def put_back(docx: bytes) -> bytes:
    """The document with those words where they were, and nothing of them among its settings."""
    parts = open_package(docx)
    held = _variables(parts)
    for part in word_parts(parts):
        if held and REVIEW_ONLY.encode() in parts[part]:
            root = parse(parts[part], part)
            for mark in [one for one in bookmarks(root) if one.name in held]:
                _restore(mark, held[mark.name])
            parts[part] = serialise(root)
    _keep(parts, {})
    return write_package(parts)


def _take(mark: Bookmark, held: dict[str, bytes], words: str = "") -> None:
    """Take what a bookmark holds out of its part; of more than the words, the words."""
    runs = [run for run in mark.content() if run.tag == w("r")]
    if not runs:
        return
    if words and "".join(run.text or "" for run in _texts(runs)).strip() != words:
        runs = _those_of(runs, words) or runs
    seen = [run for run in runs if not stands_in(run, w("del"), w("moveFrom"))]
    paragraph = next(runs[0].iterancestors(w("p")))
    if _says_nothing_but(paragraph, runs) and not _is_alone(paragraph):
        taken = copy.deepcopy(paragraph)
        for left in [*taken.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            remove(left)
        held[mark.name] = _content([taken]) if seen else b""
        edges = [edge for edge in lone_range_marks(paragraph) if edge not in mark.edges]
        put_in_place(paragraph, [*edges, *mark.edges])
        return
    held[mark.name] = _content(seen)
    put_in_place(runs[0], [*mark.edges])
    for run in runs[1:]:
        remove(run)


def _texts(runs: list[etree._Element]) -> Iterator[etree._Element]:
    return (text for run in runs for text in run.iter(w("t")))


def _those_of(runs: list[etree._Element], words: str) -> list[etree._Element]:
    """The runs that say the words, cut to fit; none where they are not to be found."""
    paragraph = next(runs[0].iterancestors(w("p")))
    texts = list(seen_texts(paragraph))
    first = next((place for place, text in enumerate(texts) if text.getparent() in runs), 0)
    before = sum(len(text.text or "") for text in texts[:first])
    place = "".join(text.text or "" for text in texts).find(words, before)
    return isolate(paragraph, place, place + len(words)) if place >= 0 else []


def _restore(mark: Bookmark, content: bytes) -> None:
    made = list(etree.fromstring(content)) if content else []
    paragraphs = [one for one in made if one.tag == w("p")]
    if paragraphs:
        first = paragraphs[0]
        place = 0 if first.find(w("pPr")) is None else 1
        put_in_place(mark.start, paragraphs)
        first.insert(place, mark.start)
        paragraphs[-1].append(mark.end)
        return
    after = mark.start
    for run in made:
        after.addnext(run)
        after = run
    after.addnext(mark.end)


def _take_words(parts: Parts, words: str, held: dict[str, bytes]) -> None:
    """Find the words where a re-save lost their bookmark: whole runs, or a part of one."""
    number = highest_number(parts) + 1
    main = main_part(parts)
    for part in sorted(word_parts(parts), key=lambda name: (name != main, name)):
        root = parse(parts[part], part)
        for paragraph in root.iter(w("p")):
            text = "".join(one.text or "" for one in seen_texts(paragraph))
            if words not in text:
                continue
            runs = isolate(paragraph, text.index(words), text.index(words) + len(words))
            name = f"{REVIEW_ONLY}1"
            mark = Bookmark(
                name, bookmark_edge("Start", number, name), bookmark_edge("End", number)
            )
            runs[0].addprevious(mark.start)
            runs[-1].addnext(mark.end)
            _take(mark, held)
            parts[part] = serialise(root)
            return


def _says_nothing_but(paragraph: etree._Element, runs: list[etree._Element]) -> bool:
    others = (run for run in paragraph.iter(w("r")) if run not in runs)
    return not any(_says(run) for run in others) and not holds(paragraph, *_KEEPS_PARAGRAPH)


def _says(run: etree._Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _is_alone(paragraph: etree._Element) -> bool:
    return len(container_of(paragraph).findall(w("p"))) == 1


def _content(elements: list[etree._Element]) -> bytes:
    """The elements as text, with no more names declared than they need."""
    around = etree.Element(w("body"), nsmap={"w": w("")[1:-1]})
    for element in elements:
        around.append(copy.deepcopy(element))
        around[-1].tail = None
    etree.cleanup_namespaces(around)
    return etree.tostring(around)


def _settings(parts: Parts) -> str:
    found = (t for kind, t in relations(parts, main_part(parts)) if kind == "settings")
    return next((target for target in found if target in parts), "")


def _variables(parts: Parts) -> dict[str, bytes]:
    part = _settings(parts)
    if not part:
        return {}
    return {
        name: one.get(w("val"), "").encode()
        for one in parse(parts[part], part).iter(w("docVar"))
        if NAME.fullmatch(name := one.get(w("name"), ""))
    }


def _keep(parts: Parts, held: dict[str, bytes]) -> None:
    """Make these the settings' only variables of ours; those of the file's own stay."""
    part = _settings(parts)
    if not part or (not held and not _variables(parts)):
        return
    root = parse(parts[part], part)
    around = root.find(w("docVars"))
    if around is None:
        around = etree.Element(w("docVars"))
        _put_among_settings(root, around)
    for old in list(_ours(around)):
        if not held or old.get(w("name")) in held:
            around.remove(old)
    for name, content in sorted(held.items()):
        etree.SubElement(around, w("docVar"), {w("name"): name, w("val"): content.decode()})
    if not len(around):
        remove(around)
    parts[part] = serialise(root)


def _ours(around: etree._Element) -> Iterator[etree._Element]:
    return (one for one in around if NAME.fullmatch(one.get(w("name"), "")))


def _put_among_settings(root: etree._Element, variables: etree._Element) -> None:
    for place, child in enumerate(root):
        ours = str(child.tag).startswith(w(""))
        if child.tag in _AFTER_VARIABLES or not ours:
            root.insert(place, variables)
            return
    root.append(variables)
