"""A mailbox of other people's mails, through reading, triage and the reply.

    python benchmarks/inbox.py --data DIR [--limit 50] [--json FILE]

`DIR` holds `support/emails_raw`: mails as files and bodies of mails, in many languages, from many
programs, malformed ones too. Each goes the way of a mail in a firm's mailbox, in one
workspace: read in a child process, triaged by the rules, by what it is like, by the examples and by
the house model, and answered where triage says so. None of the senders is a client's contact, so
what is answered is told nothing of any record.

A crash is anything but a run with an outcome or a refusal with a reason. Quoted text is counted
where a person labelled the lines of earlier messages (`mail_quoted_lines.toml`): words of those
lines among the newest message's, or among what is asked. It ends with 1 if there was a crash, if a
mail is answered that has an escalation, if one that is not answered has a draft, or if one is
answered of which quoted words were taken for new.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from mail import LABELS, Case, new_lines, read_cases, words
from planted import make_workspace

from engross.errors import EngrossError
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.starting import start
from engross.pipeline.triaging import mail_of, routing_of
from engross.records import IncomingMail, Routing, Run, RunInput
from engross.settings import Settings
from engross.wiring import House, open_house

CREW = "support_reply"


class Gone(NamedTuple):
    """What became of one mail."""

    case: Case
    outcome: str
    """The run's state; `refused` or `crashed` where there is none."""
    why: str = ""
    mail: IncomingMail | None = None
    routing: Routing | None = None
    drafted: bool = False


def main() -> int:
    """Carry all of them out, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="the first so many")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    cases = list(read_cases(asked.data / "support" / "emails_raw"))[: asked.limit]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workspace=make_workspace(Path(folder)), office="none")
        with open_house(settings, lambda _words: None) as house:
            went = list(through(house, cases[:1]))  # the head is trained with the first
            began = time.perf_counter()
            went += through(house, cases[1:])
            seconds = time.perf_counter() - began
    results = {**outcomes(went), **quoted(went), "mails_a_second": (len(went) - 1) / seconds}
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    bad = (
        "crashed",
        "answered_with_an_escalation",
        "draft_without_an_answer",
        "answered_with_quoted_words",
    )
    return 1 if any(results[name] for name in bad) else 0


def through(house: House, cases: Iterable[Case]) -> Iterator[Gone]:
    """What becomes of each."""
    for case in cases:
        try:
            yield one_through(house, case)
        except EngrossError as error:
            yield Gone(case, "refused", str(error))
        except Exception as error:  # noqa: BLE001 - what this script looks for
            yield Gone(case, "crashed", repr(error))


def one_through(house: House, case: Case) -> Gone:
    """The mail's run, as far as it goes."""
    sha256 = house.services.documents.put(case.file.data)
    given = RunInput(role="mail", file=case.file.name, sha256=sha256)
    run = start(house.services, Order(crew=CREW, files=(), kept=(given,)))
    run = house.produce(run.id)
    mail, routing = mail_of(house.services, run), routing_of(house.services, run)
    why = run.reason if routing else f"not triaged: {run.reason}"
    state = "crashed" if run.state in {"running", "failed"} else run.state
    return Gone(case, state, why, mail, routing, _drafted(house, run))


def _drafted(house: House, run: Run) -> bool:
    kept = (names.RESULT, names.RENDERED, names.HELD)
    return any(house.services.records.has(run.id, name) for name in kept)


def outcomes(went: list[Gone]) -> dict[str, float]:
    """How many came to what, and what may not be."""
    for name in ("refused", "crashed"):
        reasons = Counter(each.why for each in went if each.outcome == name)
        for reason, times in reasons.most_common():
            print(f"{name} {times:>3}: {reason}")
    routed = [each.routing for each in went if each.routing]
    states = Counter(each.outcome for each in went)
    told = Counter(routing.decided_by for routing in routed)
    kinds = Counter(found.kind for routing in routed for found in routing.escalations)
    ends = Counter(routing.outcome for routing in routed)
    return {
        "mails": len(went),
        **{name: states[name] for name in ("held", "routed", "abstained", "refused", "crashed")},
        "from_a_program": ends["closed"],
        **{f"decided_by_{name}": times for name, times in sorted(told.items())},
        **{f"escalation_{name}": times for name, times in sorted(kinds.items())},
        "asked": sum(len(routing.asked) for routing in routed),
        "answered_with_an_escalation": sum(
            bool(each.routing and each.routing.escalations and each.drafted) for each in went
        ),
        "draft_without_an_answer": sum(
            each.drafted and not (each.routing and each.routing.outcome == "answer")
            for each in went
        ),
    }


def quoted(went: list[Gone]) -> dict[str, float]:
    """Words that a person takes for an earlier message's, among those taken for new."""
    labels: Mapping[str, str] = tomllib.loads(LABELS.read_text(encoding="utf-8"))["quoted"]
    labelled = [each for each in went if each.mail and each.case.name in labels]
    kept = files = asked = answered = 0
    for each in labelled:
        new = words("\n".join(new_lines(each.case, labels[each.case.name])))
        said = words("\n".join(line.text for line in each.mail.lines) if each.mail else "")
        old = said - new
        kept, files = kept + old.total(), files + bool(old)
        answered += bool(old) and each.drafted
        if old:
            print(f"quoted words kept of {each.case.name}: {', '.join(list(old)[:8])}")
        for question in each.routing.asked if each.routing else ():
            if words(question.text) - new - words(each.mail.subject if each.mail else ""):
                asked += 1
                print(f"asked in quotes of {each.case.name}: {question.text}")
    return {
        "labelled": len(labelled),
        "quoted_words_kept": kept,
        "files_with_quoted_words": files,
        "asked_in_quotes": asked,
        "answered_with_quoted_words": answered,
    }


def print_table(results: Mapping[str, float]) -> None:
    """One metric a line."""
    print(f"\n{'metric':<34} {'value':>9}")
    for name, value in results.items():
        print(f"{name:<34} {value:>9.{0 if float(value).is_integer() else 2}f}")


if __name__ == "__main__":
    sys.exit(main())
