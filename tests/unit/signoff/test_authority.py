from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from engross.errors import NoRightToSign
from engross.records import Evidence, Fact, Span
from engross.records.stating import InTable, typed_fact
from engross.signoff import Case, Signer, Wish, decide
from engross.signoff.authority import commitment_of
from engross.signoff.priced_words import Wording
from engross.uk.periods import PROPOSAL
from engross.workspace.register import Authority, Firm

NOW = dt.datetime(2026, 10, 14, 16, 0, tzinfo=dt.UTC)
PLACE = Span(source="ab", file="Proposal.docx", place="section fee, paragraph 1")


def _fact(measure: str, value: str, scope: str = "matter") -> Fact:
    unit = "percent" if measure in {"discount-percent", "vat-rate"} else "GBP"
    return Fact(measure=measure, period=PROPOSAL, scope=scope, unit=unit, value=Decimal(value))


def _typed(text: str, instead_of: Fact | None = None, sentence: str = "Our fee.") -> Fact:
    meant = instead_of.id if instead_of else ""
    return typed_fact(
        text, instead_of=instead_of, meant=meant, sentence=sentence, span=PLACE, by=""
    )


FEE = _fact("fee", "9000")
STAGES = (
    _fact("fee", "4000", "stage:draft"),
    _fact("fee", "6000", "stage:filing"),
    _fact("fee", "-1000", "stage:discount"),
)
OFFER = (
    FEE,
    *STAGES,
    _fact("fee-before-discount", "10000"),
    _fact("discount", "1000"),
    _fact("discount-percent", "10"),
    _fact("vat-rate", "20"),
    _fact("fee-total", "10800"),
)


def _commitment(*more: Fact) -> tuple[Decimal, Decimal]:
    found = commitment_of(Evidence(sources=(), facts=(*OFFER, *more), passages=()))
    return found.fee, found.discount


def test_a_document_that_proposes_nothing_commits_to_nothing(evidence: Evidence) -> None:
    found = commitment_of(evidence)

    assert (found.fee, found.discount) == (0, 0)


def test_the_fee_excludes_vat_and_the_discount_is_a_percentage() -> None:
    assert _commitment() == (9000, 10)


@pytest.mark.parametrize(
    ("typed", "fee", "discount"),
    [
        (_typed("£12,000", FEE), 12000, 10),
        (_typed("£7,000", FEE), 9000, 30),
        (_typed("£7,000", STAGES[1]), 10000, 10),
        (_typed("£4,500", STAGES[1]), 9000, 25),
        (_typed("£14,400", _fact("fee-total", "10800")), 12000, 10),
        (_typed("£2,500", _fact("discount", "1000")), 9000, 25),
        (_typed("£20,000", sentence="The second year costs £20,000."), 29000, 10),
        (_typed("15%", sentence="We take off 15%."), 9000, 15),
    ],
)
def test_what_was_typed_in_word_counts_where_it_commits_the_firm_further(
    typed: Fact, fee: int, discount: int
) -> None:
    assert _commitment(typed) == (fee, discount)


def _in_row(measure: str, text: str, row: str = "Second year") -> Fact:
    column = InTable(measure, PROPOSAL, "stage", "GBP")
    return typed_fact(text, instead_of=None, sentence=row, span=PLACE, by="", column=column)


def test_amounts_typed_into_a_row_of_the_fee_table_are_added_up() -> None:
    row = (_in_row("fee", "14,000.00"), _in_row("fee-vat", "2,800.00"))

    assert _commitment(*row, _in_row("fee-total", "16,800.00"))[0] == 23000
    assert _commitment(_in_row("fee-total", "16,800.00"))[0] == 23000


def test_what_the_client_may_add_counts_as_if_it_had() -> None:
    option = _fact("fee", "2000", "option:training")

    assert _commitment(option) == (11000, 10)
    assert _commitment(option, _fact("fee", "500", "option:help")) == (11500, 10)
    assert _commitment(option, _typed("£2,500", option))[0] == 11500
    assert _commitment(option, _typed("£1,500", option))[0] == 11000


def test_a_typed_row_hides_no_discount() -> None:
    lower = _typed("£4,000", STAGES[1])

    assert _commitment(lower, _in_row("fee", "14,000.00"))[1] == 30


def test_amounts_typed_in_several_sentences_are_added_up_and_their_sums_are_not() -> None:
    said = ("£14,000", "£2,800", "£16,800", "£15,000", "£14,000")
    typed = [_typed(text, sentence=f"{n} costs {text}.") for n, text in enumerate(said)]

    assert _commitment(*{fact.id: fact for fact in typed}.values())[0] == 9000 + 14000 + 15000


def test_a_bare_number_in_a_sentence_about_money_is_in_pounds() -> None:
    said = "The second year costs 14,000."
    evidence = Evidence(sources=(), facts=(*OFFER, _typed("14,000", sentence=said)), passages=())

    assert commitment_of(evidence, [Wording("", said)]).fee == 23000
    assert commitment_of(evidence, [Wording("", "We met 140 people.")]).fee == 9000


def test_words_without_a_figure_are_beyond_every_limit_and_named() -> None:
    evidence = Evidence(sources=(), facts=OFFER, passages=())
    found = commitment_of(evidence, [Wording("", "The second year costs half as much.")])

    assert (found.fee, found.discount) == (Decimal("Infinity"), Decimal("Infinity"))
    assert "“half”" in found.unread[0]


def test_words_of_a_document_that_proposes_nothing_are_left_alone(evidence: Evidence) -> None:
    assert commitment_of(evidence, [Wording("", "It costs half as much.")]).fee == 0


def test_a_fee_that_is_not_known_is_beyond_every_limit_until_it_is_typed() -> None:
    nothing = Evidence(sources=(), facts=(), passages=())
    typed = Evidence(sources=(), facts=(_typed("£2,300"),), passages=())

    assert commitment_of(nothing, proposes=True).fee == Decimal("Infinity")
    assert commitment_of(typed, proposes=True).fee == 2300


def test_stages_without_the_whole_fee_are_no_known_fee() -> None:
    evidence = Evidence(sources=(), facts=STAGES, passages=())

    assert commitment_of(evidence).fee == Decimal("Infinity")


@pytest.mark.parametrize("typed", [_typed("as agreed", FEE), _typed("£9k or £11k")])
def test_an_amount_that_nobody_can_read_is_beyond_every_limit(typed: Fact) -> None:
    assert _commitment(typed) == (Decimal("Infinity"), Decimal("Infinity"))


def test_a_renamed_stage_is_no_amount() -> None:
    stage = Fact(
        measure="stage", period=PROPOSAL, scope="stage:draft", unit="text", value="First draft"
    )

    assert _commitment(_typed("Draft accounts", stage)) == (9000, 10)


def test_a_discount_rounded_to_the_penny_is_not_beyond_its_own_percentage() -> None:
    facts = (_fact("fee", "3000.01"), _fact("fee-before-discount", "3333.35"))
    evidence = Evidence(sources=(), facts=(*facts, _fact("discount", "333.34")), passages=())

    assert commitment_of(evidence).discount == 10


@pytest.fixture
def offer(clean: Case, firm: Firm) -> Case:
    """A case that may be signed, with a fee of £9,000 after a discount of 10 %."""
    evidence = Evidence(sources=(), facts=OFFER, passages=())
    held = clean.held.model_copy(update={"evidence_sha256": evidence.fingerprint()})
    return replace(
        clean, evidence=evidence, held=held, recorded=held.fingerprint(), people=firm.people
    )


def _limited(signer: Signer, **limits: int) -> Signer:
    person = signer.person.model_copy(
        update={"authority": {"client_report": Authority.model_validate(limits)}}
    )
    return Signer(person)


@pytest.mark.parametrize("limits", [{}, {"fee_up_to": 9000}, {"discount_up_to": 10}])
def test_a_document_within_the_limits_is_signed(
    offer: Case, helen: Signer, limits: dict[str, int]
) -> None:
    assert decide(offer, Wish("sign"), _limited(helen, **limits), NOW).kind == "sign"


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        ({"fee_up_to": 8999}, "the fee of this"),
        ({"discount_up_to": 9}, "the discount of this"),
        ({"fee_up_to": 100, "discount_up_to": 0}, "the fee and the discount of this"),
    ],
)
def test_a_document_beyond_the_limits_is_not_signed_and_the_limit_is_not_told(
    offer: Case, helen: Signer, limits: dict[str, int], what: str
) -> None:
    with pytest.raises(NoRightToSign, match=f"Helen Pike may not commit .* {what}") as refused:
        decide(offer, Wish("sign"), _limited(helen, **limits), NOW)

    assert not any(str(limit) in str(refused.value) for limit in limits.values() if limit > 0)


def test_the_refusal_names_who_may_sign_instead(offer: Case, firm: Firm, helen: Signer) -> None:
    martin, gareth = firm.people[1], firm.people[3]
    able = martin.model_copy(update={"roles": ("fee_earner",)})
    limited = gareth.model_copy(
        update={
            "signs": ("client_report",),
            "authority": {"client_report": Authority(fee_up_to=Decimal(10))},
        }
    )
    case = replace(offer, people=(*firm.people[:1], able, firm.people[2], limited))

    with pytest.raises(NoRightToSign) as refused:
        decide(case, Wish("sign"), _limited(helen, fee_up_to=10), NOW)

    assert refused.value.remedy == "Ask Helen Pike or Martin Oke to sign it."


def test_where_nobody_may_sign_so_much_the_refusal_says_where_the_limits_are(
    offer: Case, helen: Signer
) -> None:
    with pytest.raises(NoRightToSign, match="under `authority`"):
        decide(replace(offer, people=()), Wish("sign"), _limited(helen, fee_up_to=10), NOW)


def test_words_of_money_that_were_typed_are_named_to_whoever_may_not_sign_them(
    offer: Case, helen: Signer
) -> None:
    case = replace(offer, wordings=(Wording("", "We waive the fee for training."),))

    with pytest.raises(NoRightToSign, match="cannot reckon: “waive”"):
        decide(case, Wish("sign"), _limited(helen, fee_up_to=99_000), NOW)

    assert decide(case, Wish("sign"), helen, NOW).kind == "sign"


def test_a_limit_does_not_stop_a_return(offer: Case, helen: Signer) -> None:
    wish = Wish("return", "The fee is beyond what I may offer.")

    assert decide(offer, wish, _limited(helen, fee_up_to=10), NOW).kind == "return"
