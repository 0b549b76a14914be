"""A sync that is killed anywhere leaves the old index whole, and the next one finishes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from integration.knowledge import killed_syncs

BY_STEP, BY_TIME = 16, 6
FEES = "\n\n".join(
    f"## Late payment, case {n}\n\nInterest of {n} per cent runs from day {n * 7} after the "
    f"invoice of matter {n}, and the slipway stays closed at spring tides until it is paid."
    for n in range(12)
)
BEFORE = {
    "fees.md": f"# Fees\n\n{FEES}\n",
    "clients/copperbeech/disposal.md": "# Disposal\n\nQuennell Brothers buy the glasshouse.\n",
    "clients/wrackline/tide.md": "# Tide\n\nWrackline closes its slipway at spring tides.\n",
}
TIDE = "clients/wrackline/tide.md"
AFTER = {
    TIDE: BEFORE[TIDE],
    "fees.md": f"# Fees\n\n{FEES.replace('spring', 'neap')}\n",
    "clients/copperbeech/disposal.md": "# Disposal\n\nNobody buys the glasshouse.\n",
    "clients/copperbeech/terms.md": "# Terms\n\nCopperbeech pays within fourteen days.\n",
}


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What came of each kill."""
    root = tmp_path_factory.mktemp("killed")
    for name, files in (("before", BEFORE), ("after", AFTER)):
        (root / f"{name}.json").write_text(json.dumps(files), encoding="utf-8")
    script = Path(killed_syncs.__file__)
    tests = script.parents[2]
    done = subprocess.run(
        [
            *(sys.executable, script, root, root / "before.json", root / "after.json"),
            *(str(BY_STEP), str(BY_TIME)),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.mark.slow
def test_enough_syncs_were_killed_at_different_steps(kills: list[dict[str, Any]]) -> None:
    by_step = {kill["step"] for kill in kills if kill["step"] and kill["killed"]}

    assert len(by_step) == BY_STEP
    assert sum(kill["killed"] for kill in kills) >= 20


@pytest.mark.slow
def test_until_the_next_sync_searches_see_the_old_content_whole_wall_by_wall(
    kills: list[dict[str, Any]],
) -> None:
    left = [kill["left"] for kill in kills]

    assert "broken" not in left
    assert left.count("old") + left.count("between") > len(kills) // 2


@pytest.mark.slow
def test_the_next_sync_completes_and_leaves_one_content_in_each_wall(
    kills: list[dict[str, Any]],
) -> None:
    assert all(kill["mended"] for kill in kills)
    assert all(
        kill["folders"] == {"client-copperbeech": 1, "client-wrackline": 1, "firm": 1}
        for kill in kills
    )
