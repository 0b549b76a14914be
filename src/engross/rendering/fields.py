"""The fields of a template, judged against the names that its spec declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from engross.workspace.specs import TemplateSpec


class Shape(NamedTuple):
    """What an expression stands for."""

    kind: Literal["names", "text", "paragraphs", "rows", "chart", "row", "loop", "unknown"]
    """`names` is a beginning such as `client`; `unknown` was reported already."""
    name: str = ""
    columns: tuple[str, ...] = ()


Scope = Mapping[str, Shape]
"""Names that a loop or a `set` has made."""

_TEXT = Shape("text")
_UNKNOWN = Shape("unknown")
_LOOP = {"index", "index0", "revindex", "revindex0", "first", "last", "length"}
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


def field_problems(source: str, environment: Environment, spec: TemplateSpec) -> tuple[str, ...]:
    """What is wrong with the fields of one part of a template, each problem once."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return (f"a field cannot be understood: {error.message}",)
    judge = _Judge(environment, spec)
    judge.statements(tree.body, {})
    return tuple(dict.fromkeys(judge.problems))


class _Judge:
    """Walks a template's syntax tree, with the names that stand at each point."""

    def __init__(self, environment: Environment, spec: TemplateSpec) -> None:
        self.problems: list[str] = []
        self._environment = environment
        self._spec = spec
        self._roots = {name.partition(".")[0] for name in spec.context}

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        """Judge statements in order; a `set` is known to those after it."""
        known = dict(scope)
        for statement in body:
            if isinstance(statement, nodes.Assign):
                self._assign(statement, known)
            else:
                self._statement(statement, known)

    def _statement(self, statement: nodes.Node, scope: Scope) -> None:
        if isinstance(statement, nodes.Output):
            for expression in statement.nodes:
                self._printed(expression, scope)
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
        items = {"paragraphs": _TEXT, "rows": Shape("row", over.name, over.columns)}
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

    def _printed(self, expression: nodes.Node, scope: Scope) -> None:
        shape = self._printed_chart(expression) or self._shape(expression, scope)
        if shape.kind in {"paragraphs", "rows"}:
            self._report(f"{shape.name} is a list; print it with a loop")
        elif shape.kind in {"names", "row", "loop"}:
            self._report(f"{shape.name} is not a text; name the part of it that is to be printed")

    def _printed_chart(self, expression: nodes.Node) -> Shape | None:
        """The chart that a field is and nothing else; `None` for any other field."""
        if not isinstance(expression, nodes.Getattr) or not isinstance(expression.node, nodes.Name):
            return None
        field = self._spec.context.get(f"{expression.node.name}.{expression.attr}")
        return Shape("chart") if field and field.kind == "chart" else None

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
        if isinstance(node, nodes.Test) and node.name not in self._environment.tests:
            self._report(f"there is no test called {node.name}")
        for child in node.iter_child_nodes():
            self._shape(child, scope)
        return _TEXT

    def _name(self, name: str, scope: Scope) -> Shape:
        if name in scope:
            return scope[name]
        return self._dotted(name)

    def _part(self, whole: Shape, attribute: str) -> Shape:
        if whole.kind == "names":
            return self._dotted(f"{whole.name}.{attribute}")
        if whole.kind == "row" and attribute not in whole.columns:
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

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape:
        if node.name not in self._environment.filters:
            allowed = ", ".join(sorted(self._environment.filters))
            self._report(f"there is no filter called {node.name}; there are {allowed}")
        shapes = [self._shape(child, scope) for child in node.iter_child_nodes()]
        if node.name in _ITEM_FILTERS and shapes and shapes[0].kind == "rows":
            return Shape("row", shapes[0].name, shapes[0].columns)
        return _TEXT

    def _report(self, problem: str) -> None:
        self.problems.append(problem)
