"""The command line: commands that call a stage and show what it says."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its documented exit code."""
    from engross.cli.app import run  # noqa: PLC0415 - keeps `import engross.cli` instant

    run()
