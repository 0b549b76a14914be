"""Previews of the firm's templates: filled with made-up values, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engross.errors import ProgramError, UsageError
from engross.pipeline.services import Services
from engross.pipeline.template_files import as_printed, bytes_of, check_known, crews_of, write
from engross.records.ports import ToPrint
from engross.workspace.specs import CrewSpec
from engross.workspace.validation import unknown

if TYPE_CHECKING:
    from engross.rendering.preview import Filling

PREVIEWS: Final = "previews"
"""The folder in `outputs/` for previews."""


def write_preview(
    services: Services, key: str, filling: Filling, crew: str = ""
) -> tuple[Sequence[Path], str]:
    """The files of a preview, and why there is no PDF among them (empty when there is).

    Raises:
        UsageError: there is no such template, or no crew is known that it is for.
        TemplateError: the template has problems, all of them named.
    """
    from engross.rendering.preview import preview  # noqa: PLC0415 - loads Word parts

    check_known(services, key)
    word = bytes_of(services.workspace.template_file(key))
    spec = services.workspace.templates[key]
    made = preview(_crew(services, key, crew), spec, word, services.workspace.firm, filling)
    name = key if filling == "ordinary" else f"{key} {filling}"
    docx = write(services.outputs / PREVIEWS / f"{name}.docx", made)
    try:
        printer = services.programs.printer()
        if printer is None:
            return [docx], "There is no PDF of it: this workspace makes none."
        (pdf,) = printer.pdfs([ToPrint(made)])
    except ProgramError as error:
        return [docx], f"There is no PDF of it: {error}"
    return [docx, write(docx.with_suffix(".pdf"), pdf)], ""


def _crew(services: Services, key: str, wanted: str) -> CrewSpec:
    """The crew whose document the preview is of."""
    crews = services.workspace.crews
    if wanted and wanted not in crews:
        raise UsageError(f"{unknown('crew', wanted, crews, 'there are ' + ', '.join(crews))}.")
    if wanted:
        return as_printed(services, crews[wanted])
    if using := crews_of(services, key):
        return using[0]
    if len(crews) == 1:
        return as_printed(services, *crews.values())
    raise UsageError(
        f"No crew uses the template {key} yet.",
        remedy=f"Say whose sections to print: --crew {' or --crew '.join(crews)}.",
    )
