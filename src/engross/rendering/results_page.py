"""The results of a batch as a page that any browser opens."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from urllib.parse import quote

from engross.records import BatchResults

_PAGE = "results_page.html"


def results_page(results: BatchResults, root: str) -> bytes:
    """The results as one HTML file in UTF-8; whatever an item says is text, never markup.

    `root` leads from the page to `outputs/`, where the review copies are; empty makes no links.
    """
    import jinja2  # noqa: PLC0415 - slow to import
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same

    page = resources.files("engross.rendering").joinpath(_PAGE).read_text("utf-8")
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["quoted"] = quote
    counts = Counter(item.outcome for item in results.items)
    template = environment.from_string(page)
    return template.render(results=results, counts=counts, root=root).encode()
