from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.knowledge.precedents import Known, Section, cleared, sentences_of
from engross.knowledge.precedents.clearing import Cleared
from engross.knowledge.precedents.vocabulary import ORDINARY_WORDS, forms
from engross.workspace.register import Client, Firm

Clear = Callable[..., Cleared]
WORDS = (
    "we", "you", "billed", "asked", "the", "fees", "work", "please", "invoice", "this", "quarter",
    "of", "to", "is", "was", "agreed", "by", "for", "and", "send", "your", "account", "report",
)  # fmt: skip
FIGURES = (
    "£10,868", "10868", "61.5%", "forty thousand", "14 October 2026", "14/10/2026", "EX0 1XX",
    "01632 960100", "OC000000", "4452", "00-00-00", "October", "Monday", "twelve", "½",
)  # fmt: skip

ANOTHER_WAY = "put the sentence another way, or [square brackets] with what it is in its place"
WORDS_TAKEN = "its words are those of the sources"
NOT_ENGLISH = "it has a character that English does not write"

_CAPITALS: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [str, str.upper, str.title, str.lower, str.capitalize]
)
_ENDINGS = st.sampled_from(["", "s", "'s", "\u2019s", "s'", "s\u2019", "es"])
_GAPS = st.sampled_from([" ", "  ", "-", "\u2010", "_", "\u00a0"])
_AROUND = st.sampled_from(
    ["{}", "[{}]", "“{}”", "({})", "_{}_", "[name of the contact]-{}", "ex-{}", "{}-led", "{}: the"]
)


@pytest.fixture
def clear(known: Known) -> Clear:
    def make(*texts: str, placeholders: tuple[str, ...] = ()) -> Cleared:
        section = Section("Fees", tuple(sentences_of(text) for text in texts))
        return cleared([section], known, placeholders)

    return make


@pytest.mark.parametrize(
    "text",
    [
        "Fees billed this quarter come to [amount billed in the period] excluding VAT.",
        "If you have a query on it, please tell us (see “What we need from you”).",
        "In short: We ask you to decide. The Company need not.",
        "We remind [name of the client] before HMRC asks, as Penhallow Reeve LLP always does.",
        "I file it with Companies House; two of us read it first.",
        "We're sorry. Don't wait. Long-term plans stay. It\u2019s best practice.",
    ],
)
def test_the_firm_s_own_wording_may_stay(clear: Clear, text: str) -> None:
    result = clear(text)

    assert result.refused == ()
    assert result.sections[0].paragraphs == (sentences_of(text),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("We billed £2,500 for it.", "“£2,500” is a figure"),
        ("We billed [£2,500] for it.", "“£2,500” is a figure"),
        ("About forty thousand by then.", "“forty thousand” is a figure"),
        ("About _forty_thousand_ by then.", "“forty thousand” is a figure"),
        ("It is due in october.", "“october” is a date"),
        ("We ring on mondays.", "“mondays” is a date"),
        ("It is due on Friday.", "“Friday” is a date"),
        ("It is due in March.", "“March” may be a name"),
        ("Write to cara@berths.example today.", "“cara@berths.example” is an address"),
        ("See berths.co.uk for it.", "“berths.co.uk” is an address"),
        ("Sagewell promised it.", f"“Sagewell” begins it and may be a name: {ANOTHER_WAY}"),
        ("Re-Sagewell it.", "“Re-Sagewell” may be a name"),
        ("Re-sagewell it.", f"“Re-sagewell” begins it and may be a name: {ANOTHER_WAY}"),
        ("The pen-berthys ask for it.", "“pen-berthys” may be a name"),
        ("A nursery is our other client.", "“nursery” may be a name"),
        ("It stands in SW1A 1AA.", "“SW1A” is a figure"),
        ("We moved to Sagewell for it.", "“Sagewell” may be a name"),
        ("We moved it to XYZ at once.", "“XYZ” may be a name"),
        ("Cara will see to it.", "“Cara” may be a name"),
        ("Nurseries grow well.", "“Nurseries” may be a name"),
        ("Copper-beech asks for it.", "“Copper-beech” may be a name"),
        ("See e.g. Sagewell.", "“Sagewell” may be a name"),
        ("The slipway winch replaced before the autumn.", WORDS_TAKEN),
        ("The replacement of the winch is done.", "“replacement of the winch” is in the sources"),
        ("You said “we would rather not do that”.", "“we would rather not do that” is a quotation"),
        ("We wrote to the W\u0430ckline yard.", NOT_ENGLISH),
        ("We wrote to the Wrack\ufffcline yard.", NOT_ENGLISH),
        ("We billed [amount for it.", "its square brackets do not match"),
    ],
)  # fmt: skip
def test_what_may_say_something_of_a_client_is_refused(
    clear: Clear, text: str, problem: str
) -> None:
    (refused,) = clear("We begin.", text).refused

    assert refused.place == "Fees, paragraph 2"
    assert refused.sentence in text
    assert problem in refused.problems


def test_a_refusal_names_place_sentence_and_every_reason(clear: Clear) -> None:
    (refused,) = clear("We billed £5 in May.").refused

    assert str(refused) == (
        "Fees, paragraph 1: “We billed £5 in May.” (“£5” is a figure; “May” may be a name)"
    )


def test_names_are_replaced_before_anything_is_refused(clear: Clear) -> None:
    result = clear("Ms Adeyemi asked Helen to bill Wrackline.")

    assert result.refused == ()
    assert result.sections[0].paragraphs == (
        ("[name of the contact] asked [fee-earner] to bill [name of the client].",),
    )
    assert {one.words for one in result.replaced} == {"Ms Adeyemi", "Helen", "Wrackline"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Wracklines stock is late.", "[name of the client] stock is late."),
        ("The wracklines form is wrong.", "The [name of the client] form is wrong."),
        ("Adeyemis deposits are short.", "[name of the contact] deposits are short."),
        ("We met [somebody]-penberthys.", "We met [somebody]-[name of the contact]."),
    ],
)
def test_a_name_makes_way_under_whatever_ending(clear: Clear, text: str, kept: str) -> None:
    result = clear(text)

    assert result.refused == ()
    assert result.sections[0].paragraphs == ((kept,),)


@pytest.mark.parametrize("source", ["Brasswell promised it.", "We wrote to Brasswell."])
@pytest.mark.parametrize(
    "text",
    [
        "Brasswells form is late.",
        "The brasswell form.",
        "The brasswells' form.",
        "Ex-brasswell it.",
    ],
)
def test_a_name_of_the_sources_is_refused_wherever_it_stands_in_them(
    firm: Firm, client: Client, source: str, text: str
) -> None:
    known = Known(firm, client, sources=[source])

    (refused,) = cleared([Section("Fees", ((text,),))], known).refused

    assert "may be a name" in str(refused)


def test_an_ordinary_word_that_only_begins_the_sources_sentences_is_no_name(
    firm: Firm, client: Client
) -> None:
    known = Known(firm, client, sources=["Instructions: Reconcile it.", "Invoice sent."])
    section = Section("Fees", (("An instruction is an instruction.", "Invoices are sent."),))

    assert cleared([section], known).refused == ()


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True).filter(
        lambda word: ORDINARY_WORDS.isdisjoint(forms([word]))
    ),
    ending=_ENDINGS,
    frame=st.sampled_from(["{} promised the form.", "We asked {} for it.", "{}-led work is late."]),
)
def test_no_name_that_nobody_knows_is_kept_with_its_capital(
    known: Known, name: str, ending: str, frame: str
) -> None:
    text = frame.format(f"{name}{ending}")

    result = cleared([Section("Fees", ((text,),))], known)

    assert result.refused or name not in result.sections[0].paragraphs[0][0]


def test_a_label_is_not_looked_into_and_brackets_of_a_person_s_are(clear: Clear) -> None:
    label = "[amount in twelve months]"

    assert clear(f"It is {label}.", placeholders=(label,)).refused == ()
    assert clear(f"It is {label}.").refused != ()


def _secrets(firm: Firm) -> list[str]:
    """Names, contacts, references, addresses of every client, as people write them."""
    found = []
    for client in firm.clients:
        found += [client.name, client.name.rsplit(" ", 1)[0], client.key, client.address]
        found += [part.strip() for part in client.address.split(",")]
        found += [matter.reference for matter in client.matters]
        found += [matter.title for matter in client.matters]
        for contact in client.contacts:
            found += [contact.name, contact.name.split(" ", 1)[1], contact.name.split()[-1]]
            found += [contact.email] if contact.email else []
    return found


def _seen(secret: str, text: str) -> bool:
    """Whether it stands in the text, whatever its capitals, hyphens, spaces and ending."""
    parts = [re.escape(part) for part in re.split(r"[\s-]+", secret)]
    joined = r"[\s_\u2010-]*".join(parts)
    name = rf"(?<![^\W_]){joined}(?:e?s)?(?![^\W_])"
    return re.search(name, text, re.IGNORECASE) is not None


def _altered(data: st.DataObject, secret: str) -> str:
    """As somebody may write it who thinks of no program."""
    ending = "" if secret in FIGURES else data.draw(_ENDINGS)
    text = data.draw(_CAPITALS)(f"{secret}{ending}")
    return data.draw(_AROUND).format(text.replace(" ", data.draw(_GAPS)))


@settings(
    max_examples=800, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_name_contact_address_or_figure_ever_gets_behind_the_firm_s_wall(
    data: st.DataObject, known: Known, firm: Firm
) -> None:
    names = _secrets(firm)
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    planted = data.draw(st.lists(st.sampled_from([*names, *FIGURES]), min_size=1, max_size=3))
    for secret in planted:
        place = data.draw(st.integers(0, len(words)))
        words.insert(place, _altered(data, secret))
    text = " ".join(words)
    section = Section("Fees", (sentences_of(f"{text[:1].upper()}{text[1:]}."),))

    result = cleared([section], known)

    if not result.refused:
        kept = " ".join(result.sections[0].paragraphs[0])
        assert not [secret for secret in (*names, *FIGURES) if _seen(secret, kept)]
