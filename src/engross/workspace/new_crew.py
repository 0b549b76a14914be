"""A new crew written beside one that is like it: its file and its tasks, under the new name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from engross.errors import Problem, StorageError, UsageError, WorkspaceError
from engross.workspace.files import WorkspaceFiles, read_files
from engross.workspace.loading import check_workspace
from engross.workspace.specs import CrewSpec
from engross.workspace.validation import unknown, validate
from engross.workspace.writing import put_file

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_BLOCK: Final = re.compile(r"^(?=[a-z_]+:|#)", re.MULTILINE)
"""Where a key of a file's first level begins, or a line of comment."""


class MadeCrew(NamedTuple):
    """What was written."""

    files: tuple[Path, ...]
    """The crew's file, then its tasks."""
    problems: tuple[Problem, ...]
    """What they still want: nobody may sign the new document yet."""


class _Renaming(NamedTuple):
    """What is called otherwise in the new files."""

    crew: tuple[str, str]
    """The crew's key, before and after."""
    tasks: Mapping[str, str]
    """Its tasks' keys."""
    title: tuple[str, str]

    def of_crew(self, text: str) -> str:
        """The crew's own file; the words of its sections are the person's to change."""
        return "".join(
            self._tasks(block)
            if block.startswith("tasks:")
            else self._titles(block)
            if block.startswith(("#", "title:", "description:"))
            else block
            for block in _BLOCK.split(text)
        )

    def of_task(self, text: str) -> str:
        """A task, which speaks of the document in every sentence."""
        return "".join(
            self._tasks(block) if block.startswith("context:") else self._titles(block)
            for block in _BLOCK.split(text)
        )

    def _tasks(self, text: str) -> str:
        return re.sub(r"\w+", lambda found: self.tasks.get(found[0], found[0]), text)

    def _titles(self, text: str) -> str:
        """The title, but not where a machine reads it: `[[fact:fee/proposal/matter]]`."""
        before, after = self.crew
        named = re.sub(rf"(crews/|engross \w+ ){before}\b", rf"\g<1>{after}", text)
        spaced = r"\s+".join(map(re.escape, self.title[0].split()))
        article = r"(?:\b(?P<a>[Aa])n?(?P<gap>\s+))?"
        title = rf"(?<![\w/-])(?P<title>{spaced})(?![\w/-])"
        return re.sub(article + title, self._titled, named, flags=re.IGNORECASE)

    def _titled(self, found: re.Match[str]) -> str:
        """The new title where the old one stood, also in a sentence: `a memo`, `an invoice`."""
        first, rest = self.title[1][0], self.title[1][1:]
        title = (first if found["title"][0].isupper() else first.lower()) + rest
        if not found["a"]:
            return title
        return f"{found['a']}{'n' if first.lower() in 'aeiou' else ''}{found['gap']}{title}"


def new_crew(root: Path, key: str, like: str, title: str = "") -> MadeCrew:
    """The files of a new crew in the workspace, made of those of the one that it is like.

    Comments and layout stay. Without a title it is called as its key says: `Engagement letter`.

    Raises:
        UsageError: the name is none or is taken, or there is no crew that it could be like.
        WorkspaceError: the other crew's files have problems; nothing is written.
        StorageError: the disk could not keep the files; none is there.
    """
    files = read_files(root)
    _check_names(files, key, title)
    spec = _spec(root, files, like)
    tasks = {task: f"{key}_{task.removeprefix(f'{like}_')}" for task in spec.tasks}
    if taken := [task for task in tasks.values() if task in files.specs["tasks"]]:
        raise UsageError(f"tasks/{taken[0]}.yaml is there already.", remedy="Choose another name.")
    titled = title.strip() or key.replace("_", " ").capitalize()
    renaming = _Renaming((like, key), tasks, (spec.title, titled))
    crew = {f"crews/{key}.yaml": renaming.of_crew(_text(root, f"crews/{like}.yaml"))}
    texts = crew | {
        f"tasks/{new}.yaml": renaming.of_task(_text(root, f"tasks/{old}.yaml"))
        for old, new in tasks.items()
    }
    _write(root, texts)
    return MadeCrew(tuple(root / name for name in texts), _problems(root, texts))


def _spec(root: Path, files: WorkspaceFiles, like: str) -> CrewSpec:
    crews = files.specs["crews"]
    if like not in crews:
        raise UsageError(f"{unknown('crew', like, crews, 'there are ' + ', '.join(crews))}.")
    spec, problems = validate(crews[like], CrewSpec)
    if spec is not None:
        own = {f"crews/{like}.yaml", *(f"tasks/{task}.yaml" for task in spec.tasks)}
        problems = _problems(root, own)
    if spec is None or problems:
        raise WorkspaceError(
            f"The crew {like} has problems, and would hand them on.",
            problems=problems,
            remedy="Put them right first.",
        )
    return spec


def _problems(root: Path, names: Collection[str]) -> tuple[Problem, ...]:
    return tuple(problem for problem in check_workspace(root) if problem.file in names)


def _check_names(files: WorkspaceFiles, key: str, title: str) -> None:
    if not _KEY.fullmatch(key):
        raise UsageError(
            f"A crew cannot be called {key!r}.",
            remedy="Use small letters, digits and underscores, a letter first: engagement_letter.",
        )
    if key in files.specs["crews"]:
        raise UsageError(f"crews/{key}.yaml is there already.", remedy="Choose another name.")
    if title and (not title.isprintable() or set(title) & set(":#{}[]\"'")):
        raise UsageError(
            f"A document cannot be titled {title!r}.", remedy="Use words: Engagement letter."
        )


def _text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def _write(root: Path, texts: Mapping[str, str]) -> None:
    """All of the files or none."""
    written: list[Path] = []
    try:
        for path, text in ((root / name, text) for name, text in texts.items()):
            put_file(path, text.encode())
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise StorageError(
            f"The new crew cannot be written: {error.strerror}.", remedy="Make room and try again."
        ) from error
