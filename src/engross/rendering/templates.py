"""The firm's Word templates: judged before use, rendered strictly in a sandbox."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engross.errors import InputError, TemplateError
from engross.rendering.fields import field_problems
from engross.workspace.specs import TemplateSpec

FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
"""The filters that a template may use; none of them can make or hide a value."""

_FILLED = re.compile(r"word/(header|footer|footnotes|document)\d*\.xml|docProps/core\.xml")
"""The parts whose fields are filled."""

_DISCARDED = re.compile(r"word/comments\w*\.xml|word/people\.xml|docProps/(app|custom)\.xml")
_FIELD = re.compile(r"\{\{|\{%|\{#")
_TAGS = re.compile(r"<[^>]*>")


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja that escapes every value, knows no functions, and stops at an unknown name."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def template_problems(docx: bytes, spec: TemplateSpec) -> tuple[str, ...]:
    """Everything wrong inside a template, each with its part; empty for a good one.

    Fields that the spec does not declare (in loops too), syntax, filters, tests and calls that
    are not for templates, fields where none is filled, macros, links that reach outside.
    """
    from engross.ooxml.package import read_parts  # noqa: PLC0415 - loads lxml
    from engross.ooxml.safety import unsafe_contents  # noqa: PLC0415 - loads lxml

    try:
        problems = list(unsafe_contents(docx, "the template"))
        parts = read_parts(docx, "the template")
    except InputError as error:
        return (str(error),)
    for part in sorted(parts):
        if part.endswith(".xml") and not _DISCARDED.fullmatch(part):
            problems += _part_problems(part, parts[part].decode("utf-8", "replace"), spec)
    return tuple(problems)


def fill_template(template: bytes, context: SimpleNamespace, name: str) -> bytes:
    """The template with its fields filled; `name` is what errors call it.

    Raises:
        TemplateError: a field has no value, or the template cannot be rendered.
    """
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(vars(context), jinja_env=environment())
    except jinja2.TemplateError as error:
        raise TemplateError(
            f"{name} cannot be filled: {error.message}.", remedy="Run engross check."
        ) from error
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _part_problems(part: str, xml: str, spec: TemplateSpec) -> list[str]:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to load

    if not _FIELD.search(_TAGS.sub("", xml)):
        return []
    if not _FILLED.fullmatch(part):
        return [f"{part}: fields are not filled here; move them to the body, a header or footer"]
    source = DocxTemplate(io.BytesIO()).patch_xml(xml)
    return [f"{part}: {problem}" for problem in field_problems(source, environment(), spec)]
