from __future__ import annotations

import json

from engross.drafting import toolbox
from engross.workspace.register import HouseStyle

STYLE = """# House style

How we write to clients.
One rule a line.

## Words

- Use British spelling: organise,
  programme.
- Keep a sentence short.

<!-- not for anybody -->
1. Say "you" to the client.
"""


def test_house_style_gives_each_rule_and_the_forbidden_words() -> None:
    tool = toolbox(HouseStyle(forbidden_words=("robust",)), STYLE)["house_style"]

    assert dict(tool.run(tool.arguments())) == {
        "rules": [
            "How we write to clients. One rule a line.",
            "Use British spelling: organise, programme.",
            "Keep a sentence short.",
            'Say "you" to the client.',
        ],
        "forbidden_words": ["robust"],
    }


def test_a_long_house_style_stays_small() -> None:
    tool = toolbox(HouseStyle(), "- rule " + "word " * 500 + "\n" + "- more\n" * 500)["house_style"]

    assert len(json.dumps(dict(tool.run(tool.arguments())))) < 30_000
