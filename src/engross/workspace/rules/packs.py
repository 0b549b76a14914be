"""The required statements: sound in themselves, and there wherever a section prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from engross.errors import Problem
from engross.records.slots import pointers, slots
from engross.workspace.files import WorkspaceFiles
from engross.workspace.packs import FIRM_FACTS, PACKS, file_of, hash_of_words, named_in
from engross.workspace.register import Profession
from engross.workspace.rules.formats import fixed_text
from engross.workspace.texts import SERVICE_TEXTS
from engross.workspace.validation import suggestion, unknown
from engross.workspace.yaml_text import Part

_PROFESSIONS: Final = get_args(Profession)


# --- what keeps a run from starting -------------------------------------------------------------


def texts(files: WorkspaceFiles) -> Iterator[Problem]:
    """Slots that are none, and names of texts that cannot be any."""
    for pack in files.packs.values():
        for statement in pack.values():
            yield from _slots(statement)
    for crew in files.specs["crews"].values():
        for name in _names(crew):
            yield from _kind_of_text(name)


def _slots(statement: Part) -> Iterator[Problem]:
    for paragraph in statement["text"]:
        yield from fixed_text(paragraph)
        if pointers(paragraph.text):
            yield paragraph.problem(
                "a statement leads nowhere: it stands in many documents, and each has other "
                "tables, sections and footnotes; take the [[see:...]] or [[note:...]] out"
            )


def _names(crew: Part) -> Iterator[Part]:
    """Every name of a text that the crew's sections and variants give."""
    for section in crew["standard_format"]:
        yield from section["text_from"]
    for variant in crew["variants"]:
        for change in variant:
            yield from change["text_from"]


def _kind_of_text(name: Part) -> Iterator[Problem]:
    kind, _, key = name.text.partition(".")
    if kind == "service" and key not in SERVICE_TEXTS:
        yield name.problem(unknown("text of a service", key, SERVICE_TEXTS, _either(SERVICE_TEXTS)))
    elif (kind, bool(key)) not in {("service", True), ("pack", True)}:
        yield name.problem(
            f"`{name.text}` is no text; write pack.KEY for a statement of {PACKS}, or service.KEY "
            f"for a text of the price list's service, KEY being one of {', '.join(SERVICE_TEXTS)}"
        )


def _either(known: tuple[str, ...]) -> str:
    return f"there are {', '.join(known)}"


# --- what is worth a line of `engross check` ----------------------------------------------------


def standing(files: WorkspaceFiles) -> Iterator[Problem]:
    """Statements that are missing, empty, in the wrong place, or answered for by a stranger.

    None of it keeps a run from starting: the document is made and held with a block.
    """
    yield from _folders(files)
    profession = files.firm["particulars"]["profession"].text
    own = files.packs.get(profession, {})
    people = {person["email"].text.casefold() for person in files.firm["people"]}
    for statement in own.values():
        yield from _days(statement)
        yield from _of_these_words(statement)
        who = statement["reviewed_by"]
        if who.text and who.text.casefold() not in people:
            yield who.problem(
                f"`{who.text}` is not among the people of firm.yaml; whoever answers for these "
                "words reads them and writes their own address and the day"
            )
    for crew in files.specs["crews"].values():
        for name in _in_force(crew, profession):
            yield from _there(name, own, profession)


def _folders(files: WorkspaceFiles) -> Iterator[Problem]:
    root = files.root / PACKS
    for path in sorted(root.rglob("*")):
        name = path.relative_to(files.root).as_posix()
        parts = path.relative_to(root).parts
        if any(part.startswith((".", "~$")) for part in parts):
            continue
        if len(parts) == 1 and path.is_dir() and path.name not in _PROFESSIONS:
            near = suggestion(path.name, _PROFESSIONS)
            message = f"there is no profession `{path.name}`{near or '; ' + _either(_PROFESSIONS)}"
            yield Problem(name, 0, "", message)
        elif path.is_file() and (len(parts) != 2 or path.suffix != ".yaml"):  # noqa: PLR2004 - folder and file
            message = f"this is not read; a statement is called {PACKS}/<profession>/<key>.yaml"
            yield Problem(name, 0, "", message)


def _days(statement: Part) -> Iterator[Problem]:
    reviewed, again = _day(statement["reviewed_on"]), _day(statement["review_by"])
    if statement["reviewed_by"].text and reviewed is None:
        yield statement["reviewed_by"].problem("say under `reviewed_on` on which day they read it")
    if reviewed and not statement["reviewed_by"].text:
        yield statement["reviewed_on"].problem("say under `reviewed_by` who read it")
    if reviewed and again and again <= reviewed:
        yield statement["review_by"].problem("the next review comes after the one before")


def _of_these_words(statement: Part) -> Iterator[Problem]:
    """That the words are others than those that somebody read."""
    who, on = statement["reviewed_by"].text, statement["reviewed_on"].text
    read, texts = statement["reviewed_words"].text, statement["text"].texts
    if not (who and on and any(text.strip() for text in texts)) or read == hash_of_words(texts):
        return
    key = statement.file.rpartition("/")[2].removesuffix(".yaml")
    why = f"the words were changed since {who} read them on {on}"
    yield statement["reviewed_words" if read else "reviewed_on"].problem(
        f"{why if read else 'the review does not say which words were read'}, so a document that "
        f"holds them is held with a block; once read: engross statement review {key} --as EMAIL"
    )


def _day(part: Part) -> dt.date | None:
    """The date; `None` when there is none, or what stands there is said to be none elsewhere."""
    try:
        return dt.date.fromisoformat(part.text)
    except ValueError:
        return None


def _in_force(crew: Part, profession: str) -> Iterator[Part]:
    """The names of texts that the crew's sections give for that profession."""
    changes = crew["variants"][profession]
    for section in crew["standard_format"]:
        changed = changes[section["key"].text]["text_from"]
        yield from section["text_from"] if changed.value is None else changed


def _there(name: Part, own: Mapping[str, Part], profession: str) -> Iterator[Problem]:
    for key in named_in([name.text]):
        file = file_of(profession, key)
        if key and key not in own:
            near = suggestion(key, own)
            yield name.problem(
                f"there is no {file}{near or '; add it, or take the name out'}: until then every "
                "document is held with a block"
            )
        elif key and not any(text.strip() for text in own[key]["text"].texts):
            yield own[key]["text"].problem("the statement says nothing")


# --- what a person ought to know ----------------------------------------------------------------


def remarks(files: WorkspaceFiles) -> Iterator[Problem]:
    """What is open in the statements of the firm's profession that some crew prints."""
    profession = files.firm["particulars"]["profession"].text
    own = files.packs.get(profession, {})
    printed = {
        key
        for crew in files.specs["crews"].values()
        for name in _in_force(crew, profession)
        for key in named_in([name.text])
    }
    for key, statement in own.items():
        if key in printed:
            yield from _unreviewed(statement)
            yield from _left_out(statement, files.firm["particulars"])


def _unreviewed(statement: Part) -> Iterator[Problem]:
    if not statement["reviewed_by"].text:
        message = (
            "nobody has reviewed these words, so a document that holds them is held with a block. "
            "Whoever answers for them reads them, then: engross statement review KEY --as EMAIL"
        )
        yield Problem(statement.file, 0, "", message)


def _left_out(statement: Part, particulars: Part) -> Iterator[Problem]:
    """What the statement says of the firm that firm.yaml does not have."""
    named = {slot.id.partition("/")[0] for text in statement["text"].texts for slot in slots(text)}
    missing = [
        f"particulars.{FIRM_FACTS[measure]}"
        for measure in sorted(named & FIRM_FACTS.keys())
        if not particulars[FIRM_FACTS[measure]].text.strip()
    ]
    if missing:
        message = (
            f"firm.yaml does not say {', '.join(missing)}, so [to confirm: ...] is printed there."
        )
        yield Problem(statement.file, 0, "", message)
