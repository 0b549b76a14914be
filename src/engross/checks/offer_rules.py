"""The rules on what is proposed: its fee, and whatever else speaks of money."""

from __future__ import annotations

from engross.checks.rule import Rule

_PRICES = "[the price list](../how-to/price-list.md)"

OFFER_RULES: tuple[Rule, ...] = (
    Rule(
        "fee-unknown",
        "intake",
        "the estimate, the price list and the CRM",
        "warn",
        overridable=True,
        reason="A price that nobody has worked out is left open as [to confirm: the fee]. What the "
        "firm hopes to earn from an open deal is no price.",
        source=_PRICES,
    ),
    Rule(
        "fee-from-crm",
        "intake",
        "a fee that is only what the CRM has",
        "warn",
        overridable=True,
        reason="CRM amounts grow stale, are rounded, and may or may not include VAT. Where neither "
        "an estimate nor the price list has the work, a won deal's amount or the product's "
        "price is used, and somebody has to say that it is right.",
        source=_PRICES,
    ),
    Rule(
        "fee-in-other-currency",
        "intake",
        "amounts of a deal that are not in pounds",
        "warn",
        overridable=True,
        reason="Nothing is converted: a rate of exchange is a decision, and a number in another "
        "currency that is printed as pounds is a wrong price.",
        source=_PRICES,
    ),
    Rule(
        "fee-differs",
        "intake",
        "the fee beside the CRM, the price list, the notes and what has been billed",
        "warn",
        overridable=True,
        reason="Two prices for one piece of work are found by the client first. The amounts that "
        "the CRM, the firm's price list and the notes of calls have are held against the fee, and "
        "against it with VAT; a budget that was spoken of only where the fee is beyond it.",
        source=_PRICES,
    ),
    Rule(
        "second-price",
        "draft and document",
        "amounts outside the tables of a document that proposes a fee",
        "block",
        overridable=True,
        reason="A letter has one price. An amount in a sentence, or in words that it quotes, that "
        "is none of the offer's own figures (the fee, its stages, VAT, discount, rates) is taken "
        "for a price by whoever reads it, and the client holds the firm to the lower one. The "
        "firm's own fixed words are not looked at.",
        source="[proposals](../how-to/proposals.md)",
    ),
    Rule(
        "notes-held-back",
        "intake",
        "lines of the notes about a deal that are not the client's own word",
        "warn",
        overridable=True,
        reason="No list knows every remark that a firm makes about a buyer. In a run about a deal "
        "a sentence of the notes is used only if it says that the client spoke, or is a labelled "
        "instruction, an action of the client's or a decision of both sides; and never with an "
        "amount, words of price, a view of ours or a private matter. The rest is listed.",
        source="[proposals](../how-to/proposals.md)",
    ),
    Rule(
        "rate-differs",
        "intake",
        "hourly rates in an estimate",
        "warn",
        overridable=True,
        reason="Rates stand in one place. An estimate's own rate is an old one, or a discount that "
        "nobody agreed; the price list's is used, and a grade that it does not have is told.",
        source=_PRICES,
    ),
    Rule(
        "estimate-differs",
        "intake",
        "fees, hours and discounts of an estimate that contradict each other",
        "warn",
        overridable=True,
        reason="A stage whose fee is not its hours at our rates has one number that is wrong or a "
        "decision that nobody has written down. On a fixed price the fee is believed, on work by "
        "time the hours.",
        source=_PRICES,
    ),
    Rule(
        "estimate-unclear",
        "intake",
        "rows of an estimate, or lines of a deal, that do not say what they cost or are",
        "warn",
        overridable=True,
        reason="A fee of 'tbc' is no fee, and a remark is no deliverable. What is not clear is "
        "left open in the document, and no total is made over a stage without a price.",
        source=_PRICES,
    ),
    Rule(
        "offer-beyond-authority",
        "intake",
        "the fee and the discount against what the person who is to sign may sign",
        "warn",
        overridable=True,
        reason="firm.yaml says how far each person may commit the firm. It is told at the start so "
        "that the right person reads the document; signing beyond it is refused in any case.",
        source="`authority` in firm.yaml",
    ),
    Rule(
        "price-list-missing",
        "intake",
        "whether there is a price list",
        "warn",
        overridable=True,
        reason="Rates, the rate of VAT and for how long a proposal is open stand there and are "
        "assumed nowhere.",
        source=_PRICES,
    ),
    Rule(
        "price-list-overdue",
        "intake",
        "the day by which the price list was to be read again",
        "warn",
        overridable=True,
        reason="Stale prices are sold at a loss. The owner of the price list reads it again by the "
        "day that it names.",
        source=_PRICES,
    ),
)
"""In the order in which they are read."""
