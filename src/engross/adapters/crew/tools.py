"""The engine's tools as CrewAI tools: read-only, journalled, and never able to crash a run.

Imports `crewai`: load it through `quiet.load` first.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

from crewai.tools import BaseTool
from pydantic import PrivateAttr, ValidationError

from engross.errors import EngrossError
from engross.models.gateway import Line
from engross.records.ports import Tool

CALLS_PER_TASK = 10_000
"""Never reached; a tool with a limit makes CrewAI carry out an answer's calls one after the other
instead of in threads, so that a run is the same every time."""

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_log = logging.getLogger(__name__)


class EngineTool(BaseTool):
    """One tool of the engine, for one task."""

    _tool: Tool = PrivateAttr()
    _line: Line = PrivateAttr()
    _progress: Callable[[str], None] = PrivateAttr()

    def __init__(self, tool: Tool, line: Line, progress: Callable[[str], None]) -> None:
        """Offer the tool to the task that the line belongs to."""
        super().__init__(
            name=tool.name,
            description=tool.description,
            args_schema=tool.arguments,
            max_usage_count=CALLS_PER_TASK,
        )
        self._tool = tool
        self._line = line
        self._progress = progress

    def run(self, *_args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - a model's arguments
        """The tool's result as JSON, or `{"error": ...}`.

        In place of CrewAI's own `run`, which would tidy the arguments and put a Python exception
        before the agent.
        """
        self._progress(self._tool.name.replace("_", " "))
        return self._line.tool(self._tool.name, kwargs, lambda: self._result(kwargs))

    def _run(self, *_args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - CrewAI's signature
        return self.run(**kwargs)

    def _result(self, arguments: dict[str, Any]) -> str:
        return json.dumps(self._outcome(arguments), ensure_ascii=False)

    def _outcome(self, arguments: dict[str, Any]) -> object:
        try:
            return dict(self._tool.run(self._tool.arguments.model_validate(arguments)))
        except EngrossError:
            raise
        except ValidationError as error:
            return {"error": explained(error)}
        except (LookupError, ValueError, ArithmeticError) as error:
            return {"error": _ADDRESS.sub("", str(error))}
        except Exception:  # noqa: BLE001 - a tool's fault must not end the run; the log has it
            _log.exception("The tool %s failed.", self._tool.name)
            return {"error": f"{self._tool.name} cannot answer that."}


def explained(error: ValidationError) -> str:
    """What does not fit, field by field and cut short: a model chose the fields' names."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(
        f"{'.'.join(str(part) for part in detail['loc'])[:80] or 'the whole'}: {detail['msg']}"
        for detail in details[:10]
    )
