"""A new template written into the workspace, for a crew whose files may not be finished yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from engross.errors import StorageError, UsageError, WorkspaceError
from engross.rendering.new_template import REPORT, Form, WordFile
from engross.rendering.new_template import new_template as make_template
from engross.sources.file import bytes_of
from engross.workspace.also import word_files
from engross.workspace.files import WorkspaceFiles, read_files
from engross.workspace.register import Firm
from engross.workspace.specs import CrewSpec
from engross.workspace.starting import starter_folder
from engross.workspace.validation import unknown, validate
from engross.workspace.writing import put_file
from engross.workspace.yaml_text import Part

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_STARTER: Final = "client_report.docx"
"""The starter's template, whose look a new one has when no other is given."""
_TAKEN: Final = "approvals"
"""A name in `templates/` that is no template's."""


class MadeTemplate(NamedTuple):
    """What was written."""

    files: tuple[Path, ...]
    crew: str
    """The crew whose sections it prints."""
    in_use: bool
    """Whether that crew names it already."""
    told: tuple[str, ...]
    """What of the given design is not in it, or wants a look, for the person who gave it."""


def new_template(  # noqa: PLR0913 - what it is of, and how it is to look
    root: Path,
    key: str,
    when: dt.datetime,
    *,
    crew: str = "",
    branded: Path | None = None,
    form: Form = REPORT,
) -> MadeTemplate:
    """Both files of a new template in the workspace's `templates/`.

    Only the register and that crew's own file need be without problems: a crew that names a
    template which is still to be made is one.

    Raises:
        UsageError: the name is none or is taken, or it is not clear which crew is meant.
        WorkspaceError: the register or the crew's file has problems.
        InputError: the Word file cannot be used; the error says what to do in Word.
        StorageError: the disk could not keep the files; neither is there.
    """
    _check_name(root, key)
    files = read_files(root)
    crew, spec = _crew(files, key, crew)
    firm = _register(files)
    starter = bytes_of(starter_folder() / "templates" / _STARTER)
    design = WordFile(branded.name, bytes_of(branded)) if branded else WordFile(_STARTER, starter)
    made = make_template(key, spec, design, starter, firm.particulars.name, when, form)
    word, names = root / "templates" / f"{key}.docx", root / "templates" / f"{key}.yaml"
    _write({word: made.word, names: made.names.encode()})
    return MadeTemplate((word, names), crew, spec.template == key, made.told if branded else ())


def _check_name(root: Path, key: str) -> None:
    if not _KEY.fullmatch(key) or key == _TAKEN:
        raise UsageError(
            f"A template cannot be called {key!r}.",
            remedy="Use small letters, digits and underscores, a letter first: fee_proposal.",
        )
    for name in (f"templates/{key}.docx", f"templates/{key}.yaml"):
        if (root / name).exists():
            raise UsageError(f"{name} is there already.", remedy="Choose another name.")


def _crew(files: WorkspaceFiles, key: str, wanted: str) -> tuple[str, CrewSpec]:
    """The crew that is meant, read from its own file alone."""
    crews = files.specs["crews"]
    if not wanted:
        using = [name for name, part in crews.items() if key in _templates(part)]
        likely = using or [name for name in crews if name == key] or list(crews)
        if len(likely) != 1:
            raise UsageError(
                f"It is not clear which crew the template {key} is for.",
                remedy=f"Say which: --crew {' or --crew '.join(crews)}.",
            )
        wanted = likely[0]
    if wanted not in crews:
        raise UsageError(f"{unknown('crew', wanted, crews, 'there are ' + ', '.join(crews))}.")
    spec, problems = validate(crews[wanted], CrewSpec)
    if spec is None:
        raise WorkspaceError(problems=problems, remedy="Put them right first.")
    return wanted, next((one for one in word_files(spec) if one.template == key), spec)


def _templates(crew: Part) -> Collection[str]:
    """The templates that the crew names: its document's, and those of the Word files beside it."""
    return {crew["template"].text, *(also["template"].text for also in crew["also"])}


def _register(files: WorkspaceFiles) -> Firm:
    firm, problems = validate(files.firm, Firm)
    if firm is None:
        raise WorkspaceError(problems=problems, remedy="Put them right first.")
    return firm


def _write(contents: Mapping[Path, bytes]) -> None:
    """All of the files or none."""
    written: list[Path] = []
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            put_file(path, data)
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", remedy="Make room and try again."
        ) from error
