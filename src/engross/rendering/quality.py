"""The data-quality report as a page that any browser opens."""

from __future__ import annotations

from importlib import resources

from engross.records import QualityReport

_PAGE = "quality_page.html"


def quality_page(report: QualityReport, title: str) -> bytes:
    """The report as one HTML file in UTF-8; whatever the inputs say in it is text, never markup."""
    import jinja2  # noqa: PLC0415 - slow to import
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same

    page = resources.files("engross.rendering").joinpath(_PAGE).read_text("utf-8")
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(page).render(report=report, title=title).encode()
