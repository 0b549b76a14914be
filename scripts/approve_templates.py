"""Write `templates/approvals.yaml` of the starter: version 1 of each template as it stands.

The made-up firm's manager approved them on the day of the example. Run it after
`make_templates.py` and after every change of a template or of its YAML file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from pathlib import Path

from engross.workspace import load_workspace
from engross.workspace.approvals import Approval, add_approval
from engross.workspace.files import APPROVALS

ROOT = Path(__file__).resolve().parent.parent
BY = "martin.oke@penhallowreeve.example"
ON = dt.date(2026, 10, 14)
NOTE = "As it comes with Engross."


def main(root: Path = ROOT) -> int:
    """Write the file anew and say so."""
    (root / APPROVALS).unlink(missing_ok=True)
    workspace = load_workspace(root)
    for key, names in workspace.template_hashes.items():
        word = hashlib.sha256(workspace.template_file(key).read_bytes()).hexdigest()
        add_approval(
            root, key, Approval(version=1, word=word, names=names, by=BY, on=ON, note=NOTE)
        )
    print(f"wrote {APPROVALS} ({len(workspace.template_hashes)} templates)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
