"""The fields of a template, judged against the names that its spec declares."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Literal, NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from engross.workspace.specs import TemplateSpec


class Shape(NamedTuple):
    """What an expression stands for."""

    kind: Literal["names", "text", "paragraphs", "rows", "chart", "row", "loop", "unknown"]
    """`names` is a beginning such as `client`; `unknown` was reported already."""
    name: str = ""
    columns: tuple[str, ...] = ()
    item_of: str = ""
    """The list that a loop takes it from; printing the item prints the list."""


Scope = Mapping[str, Shape]
"""Names that a loop or a `set` has made."""

_TEXT = Shape("text")
_UNKNOWN = Shape("unknown")
_LOOP = {"index", "index0", "revindex", "revindex0", "first", "last", "length"}
_OF_ROWS = {"is_subtotal"}
"""What every row can be asked for beside its columns; rendering/tables.py says what it is."""
_ITEM_FILTERS = {"first", "last"}
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Scope: "autoescape",
    nodes.With: "with",
    nodes.AssignBlock: "set block",
}


_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"(?=<w:p[ >])|(?<=</w:p>)")
_MOST_WORDS = 70
"""Characters of a paragraph that a message quotes."""


class FieldReport(NamedTuple):
    """What the fields of one part of a template come to."""

    problems: tuple[str, ...] = ()
    """What is wrong with them, each problem once, with the words of its paragraph."""
    printed: frozenset[str] = frozenset()
    """The declared names whose text, or whose items, they print."""


def read_fields(source: str, environment: Environment, spec: TemplateSpec) -> FieldReport:
    """The fields of one part, judged; `source` is its XML with every field whole."""
    lines = _PARAGRAPH.sub("\n", source.replace("\n", " "))
    try:
        tree = environment.parse(lines)
    except TemplateSyntaxError as error:
        told = f"a field cannot be understood: {error.message}"
        return FieldReport((_with_words(told, lines, error.lineno),))
    judge = _Judge(environment, spec)
    judge.statements(tree.body, {})
    told_once = dict.fromkeys(_with_words(problem, lines, line) for line, problem in judge.problems)
    return FieldReport(tuple(told_once), frozenset(judge.printed))


def _with_words(problem: str, lines: str, number: int) -> str:
    """The problem with the words of the paragraph that it is in, when a field stands there."""
    line = lines.split("\n")[number - 1]
    words = " ".join(html.unescape(_TAGS.sub("", line)).split())
    if "{{" not in words and "{%" not in words:
        return problem
    if len(words) > _MOST_WORDS:
        words = f"{words[:_MOST_WORDS].rstrip()}..."
    return f"{problem} (in “{words}”)"


class _Judge:
    """Walks a template's syntax tree, with the names that stand at each point."""

    def __init__(self, environment: Environment, spec: TemplateSpec) -> None:
        self.problems: list[tuple[int, str]] = []
        """Each with its line."""
        self.printed: set[str] = set()
        self._line = 1
        self._printing = False
        self._environment = environment
        self._spec = spec
        self._roots = {name.partition(".")[0] for name in spec.context}

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        """Judge statements in order; a `set` is known to those after it."""
        known = dict(scope)
        for statement in body:
            self._line = statement.lineno or self._line  # made-up nodes have none
            if isinstance(statement, nodes.Assign):
                self._assign(statement, known)
            else:
                self._statement(statement, known)

    def _statement(self, statement: nodes.Node, scope: Scope) -> None:
        if isinstance(statement, nodes.Output):
            for expression in statement.nodes:
                self._line = expression.lineno or self._line
                self._prints(expression, scope)
        elif isinstance(statement, nodes.For):
            self._loop(statement, scope)
        elif isinstance(statement, nodes.If):
            self._shape(statement.test, scope)
            for body in (statement.body, statement.elif_, statement.else_):
                self.statements(body, scope)
        else:
            word = _REFUSED.get(type(statement), type(statement).__name__.lower())
            self._report(f"{{% {word} %}} is not for templates; only for, if and set are")

    def _assign(self, statement: nodes.Assign, known: dict[str, Shape]) -> None:
        shape = self._shape(statement.node, known)
        if isinstance(statement.target, nodes.Name):
            known[statement.target.name] = shape
        else:
            self._report("{% set %} takes one plain name")

    def _loop(self, loop: nodes.For, scope: Scope) -> None:
        over = self._shape(loop.iter, scope)
        items = {
            "paragraphs": Shape("text", item_of=over.name),
            "rows": Shape("row", over.name, over.columns, item_of=over.name),
        }
        if over.kind not in {*items, "unknown"}:
            self._report(f"{over.name or 'a text'} is no list, so a loop cannot go over it")
        inside = {**scope, "loop": Shape("loop", "loop")}
        if isinstance(loop.target, nodes.Name):
            inside[loop.target.name] = items.get(over.kind, _UNKNOWN)
        else:
            self._report("a loop takes one plain name")
            inside.update({name.name: _UNKNOWN for name in loop.target.find_all(nodes.Name)})
        if loop.test is not None:
            self._shape(loop.test, inside)
        self.statements(loop.body, inside)
        self.statements(loop.else_, scope)

    def _prints(self, expression: nodes.Node, scope: Scope) -> None:
        self._printing = True
        shape = self._printed_chart(expression) or self._shape(expression, scope)
        self._printing = False
        if shape.kind in {"paragraphs", "rows"}:
            self._report(f"{shape.name} is a list; print it with a loop")
        elif shape.kind in {"names", "row", "loop"}:
            self._report(f"{shape.name} is not a text; name the part of it that is to be printed")

    def _printed_chart(self, expression: nodes.Node) -> Shape | None:
        """The chart that a field is and nothing else; `None` for any other field."""
        if not isinstance(expression, nodes.Getattr) or not isinstance(expression.node, nodes.Name):
            return None
        name = f"{expression.node.name}.{expression.attr}"
        field = self._spec.context.get(name)
        if field is None or field.kind != "chart":
            return None
        self.printed.add(name)
        return Shape("chart")

    def _shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """What the expression stands for, every problem inside it reported."""
        if isinstance(node, nodes.Name):
            return self._name(node.name, scope)
        if isinstance(node, nodes.Getattr):
            return self._part(self._shape(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Call):
            self._report("a field cannot call anything; print a declared name")
            return _UNKNOWN
        return self._made_up(node, scope)

    def _made_up(self, node: nodes.Node, scope: Scope) -> Shape:
        """A text that is put together from others; what only decides is not printed."""
        if isinstance(node, nodes.Test) and node.name not in self._environment.tests:
            self._report(f"there is no test called {node.name}")
        for child in node.iter_child_nodes():
            decides = isinstance(node, nodes.CondExpr) and child is node.test
            with self._not_printing() if decides else nullcontext():
                self._shape(child, scope)
        return _TEXT

    def _name(self, name: str, scope: Scope) -> Shape:
        if name not in scope:
            return self._dotted(name)
        if self._printing and scope[name].item_of:
            self.printed.add(scope[name].item_of)
        return scope[name]

    def _part(self, whole: Shape, attribute: str) -> Shape:
        if whole.kind == "names":
            return self._dotted(f"{whole.name}.{attribute}")
        if whole.kind == "row" and attribute not in {*whole.columns, *_OF_ROWS}:
            columns = ", ".join(whole.columns)
            self._report(f"a row of {whole.name} has no column {attribute}; it has {columns}")
            return _UNKNOWN
        if whole.kind == "loop" and attribute not in _LOOP:
            self._report(f"loop.{attribute} is not for templates")
        if whole.kind in {"text", "paragraphs", "rows"}:
            self._report(f"{whole.name or 'a text'} has no part {attribute}")
            return _UNKNOWN
        return _UNKNOWN if whole.kind == "unknown" else _TEXT

    def _dotted(self, name: str) -> Shape:
        if field := self._spec.context.get(name):
            if field.kind == "chart":
                self._report(
                    f"{name} is a chart; print it in a paragraph of its own, without conditions: "
                    "it is left out by itself when there is nothing to show"
                )
                return _UNKNOWN
            if self._printing:
                self.printed.add(name)
            return Shape(field.kind, name, field.columns)
        if any(declared.startswith(f"{name}.") for declared in self._spec.context):
            return Shape("names", name)
        self._report(f"there is no field {name}; {self._choice(name)}")
        return _UNKNOWN

    def _choice(self, name: str) -> str:
        """The declared names that stand beside the unknown one, or all of them."""
        folder = name.rpartition(".")[0]
        beside = [
            known for known in self._spec.context if folder and known.startswith(f"{folder}.")
        ]
        return f"the template may use {', '.join(beside or self._spec.context)}"

    def _item(self, node: nodes.Getitem, scope: Scope) -> Shape:
        whole = self._shape(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(whole, node.arg.value)
        self._report("a field cannot be picked by number or by another field; loop over the list")
        return _UNKNOWN

    @contextmanager
    def _not_printing(self) -> Iterator[None]:
        printing, self._printing = self._printing, False
        yield
        self._printing = printing

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape:
        if node.name not in self._environment.filters:
            allowed = ", ".join(sorted(self._environment.filters))
            self._report(f"there is no filter called {node.name}; there are {allowed}")
        with self._not_printing() if node.name == "length" else nullcontext():
            shapes = [self._shape(child, scope) for child in node.iter_child_nodes()]
        if node.name in _ITEM_FILTERS and shapes and shapes[0].kind == "rows":
            return Shape("row", shapes[0].name, shapes[0].columns)
        return _TEXT

    def _report(self, problem: str) -> None:
        self.problems.append((self._line, problem))
