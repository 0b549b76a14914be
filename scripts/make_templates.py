"""Make the Word templates of the starter: the letterhead and documents of the made-up firm.

The same script always writes the same bytes. A firm changes the look in Word, not here; this is
only how the starter came about. Each template has a module of its own, `template_<key>.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from template_client_report import client_report
from template_financial_summary import financial_summary
from template_onboarding import onboarding
from template_onboarding_files import onboarding_checklist, onboarding_record
from template_proposal import proposal
from template_support_reply import support_reply

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
MAKERS: Mapping[str, Callable[[], bytes]] = {
    "client_report": client_report,
    "financial_summary": financial_summary,
    "onboarding": onboarding,
    "onboarding_checklist": onboarding_checklist,
    "onboarding_record": onboarding_record,
    "proposal": proposal,
    "support_reply": support_reply,
}
"""Each template by its key."""


def main() -> None:
    """Write the templates and say so."""
    for key, make in MAKERS.items():
        target = TEMPLATES / f"{key}.docx"
        data = make()
        target.write_bytes(data)
        print(f"wrote {target.relative_to(TEMPLATES.parent)} ({len(data):,} bytes)")


if __name__ == "__main__":
    main()
