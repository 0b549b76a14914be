"""Rewrite the generated pages of `docs/reference/`, or say with `--check` which are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.testing import CliRunner

from engross.checks import rules_page
from engross.cli.app import app
from engross.intake.exports import exports
from engross.intake.kinds import Kind, kinds, listed
from engross.records import MEASURES
from engross.settings import Settings
from engross.workspace.schemas import write_schemas

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
EXIT_CODES = """\
| code | meaning |
|---|---|
| 0 | done; a run that was held is done |
| 1 | nothing found, or an error without a name of its own |
| 2 | the command cannot be carried out as it was given |
| 3 | the workspace has problems; all are listed |
| 4 | a source file cannot be used |
| 5 | a model could not do its part |
| 6 | the Word template cannot be rendered |
| 7 | refused: no right, wrong password, wrong state, or something was changed |
| 8 | the disk or the database did not keep what it was given |
| 9 | another program, which Word files are shown to, is missing or failed |
| 10 | a batch is done, and at least one of its items has no document; its results say why |
| 130 | stopped at the keyboard; `engross resume RUN` goes on |
"""


def cli_page() -> str:
    """Every command with its help."""
    lines = ["# Commands", "", "Made by `make docs`; do not edit.", ""]
    lines += ["Results go to standard output, progress and errors to standard error.", ""]
    lines += ["## Exit codes", "", EXIT_CODES]
    for words in command_names():
        invoked = CliRunner().invoke(app, [*words, "--help"], terminal_width=100)
        help_text = invoked.output.replace("Usage: root", "Usage: engross")
        text = "\n".join(line.rstrip() for line in help_text.strip().splitlines())
        lines += [f"## engross {' '.join(words)}".rstrip(), "", "```", text, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def command_names() -> list[list[str]]:
    """The words of every command, groups' included, in the order of the help."""

    def below(group: typer.Typer, before: list[str]) -> Iterator[list[str]]:
        for command in group.registered_commands:
            yield [*before, str(command.name)]
        for inner in group.registered_groups:
            if inner.typer_instance is not None:
                yield from below(inner.typer_instance, [*before, str(inner.name)])

    return list(below(app, []))


def settings_page() -> str:
    """Every variable that the program reads."""
    lines = ["# Settings", "", "Made by `make docs`; do not edit.", ""]
    lines += ["Read from the environment. What a firm chooses is in `firm.yaml`.", ""]
    lines += ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "the current folder" if field.default_factory else (field.default or "empty")
        meaning = " ".join((field.description or "").split())
        lines.append(f"| `ENGROSS_{name.upper()}` | {default} | {meaning} |")
    return "\n".join(lines) + "\n"


def measures_page() -> str:
    """Every measure that a fact may have."""
    lines = ["# Measures", "", "Made by `make docs`; do not edit.", ""]
    lines += ["What the figures mean: [figures](../explanation/figures.md).", ""]
    lines += ["| measure | in documents | unit | a client may see it | a sentence must say |"]
    lines += ["|---|---|---|---|---|"]
    for measure in MEASURES.values():
        seen = "never" if measure.audience == "internal" else "yes"
        seen = "where charged by time" if measure.time_based else seen
        words = ", ".join(measure.words) or "anything"
        lines.append(f"| `{measure.key}` | {measure.label} | {measure.unit} | {seen} | {words} |")
    return "\n".join(lines) + "\n"


def columns_page() -> str:
    """Every billing column that intake knows, with the names it may have, and known exports."""
    lines = ["# Billing columns", "", "Made by `make docs`; do not edit.", ""]
    lines += ["A name of your own goes under `billing_columns` in firm.yaml, by the meaning on the"]
    lines += ["left; a whole export is confirmed with `engross map`:"]
    lines += ["[say what the columns of an export mean](../how-to/billing-columns.md).", ""]
    for kind in kinds():
        lines += [f"## {kind.title.capitalize()}", "", f"`{kind.key}`. {_needs(kind)}", ""]
        lines += ["| meaning | names |", "|---|---|"]
        lines += [
            f"| `{meaning}` | {', '.join(names)} |" for meaning, names in kind.columns.items()
        ]
        lines.append("")
    return "\n".join([*lines, *_exports(), *_sensitive()]).rstrip() + "\n"


def _needs(kind: Kind) -> str:
    """What a kind of table needs, and what can stand in for it."""
    needs = (
        " or ".join((need, *kind.instead[need])) if need in kind.instead else need
        for need in kind.needs
    )
    return f"Needs: {', '.join(needs)}."


def _exports() -> Iterator[str]:
    """The exports of programs that are known without a map."""
    yield from ("## Exports of programs", "")
    yield "Known by the headings in the third column, which all have to stand there."
    yield from ("", "| export | holds | known by | days |", "|---|---|---|---|")
    for export in exports():
        known_by = ", ".join(export.recognised_by)
        yield f"| {export.name} | {export.kind} | {known_by} | {export.dates} |"
    yield ""


def _sensitive() -> Iterator[str]:
    """Words that mark a column as none for agents, samples or documents."""
    yield from ("## Kept back", "")
    yield "A column that was taken for one of these meanings, or that was taken for nothing and has"
    yield "one of these words in its heading, is shown to no agent and printed in no document."
    yield from ("", "| meaning | words |", "|---|---|")
    for meaning, words in listed("sensitive").items():
        yield f"| `{meaning}` | {', '.join(words)} |"


PAGES = {
    "billing-columns.md": columns_page,
    "cli.md": cli_page,
    "settings.md": settings_page,
    "measures.md": measures_page,
    "checks.md": rules_page,
}


def main() -> int:
    """Write, or compare."""
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" not in sys.argv:
        write_schemas(REFERENCE / "schemas")
    print(f"{'stale' if '--check' in sys.argv else 'written'}: {', '.join(stale) or 'none'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
