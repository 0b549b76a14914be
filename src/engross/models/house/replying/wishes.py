"""What somebody asks in a mail as part of a sentence of ours, where its form is certain.

`When is our VAT return due?` is told as `when your VAT return is due`, `Could you send us a copy?`
as `to send you a copy`. What has no certain form is quoted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engross.models.house.reading import PassageLine
from engross.models.house.reporting.cleaning import is_broken, plain, written_out
from engross.models.house.reporting.faithful import check
from engross.models.house.reporting.masking import FIGURE, masked
from engross.models.house.reporting.pronouns import turned
from engross.models.house.reporting.voices import Voice
from engross.workspace.asked import orders_us

_CLIENT: Final = Voice("client")
_MOST: Final = 22
"""Words of what is asked that a sentence of ours can take in."""

_WH: Final = r"when|how(?: (?:much|many|long|soon|often))?|why|where|what|who|which"
_LEADING: Final = re.compile(
    rf"(?:{FIGURE}[.)]\s*|\W+|(?:and|also|but|so|then|secondly|thirdly|finally|lastly|plus)\b,?\s*"
    r"|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: [\w.'-]+){0,3}?\s*[,!:-]+\s*"
    r"|one (?:more|other|last) (?:thing|question)\W+|by the way,?\s*|p\.?s\.?\W+)+",
    re.IGNORECASE,
)
_POLITE: Final = re.compile(
    r"(?:(?:I|we) (?:would|should) be (?:very |most )?(?:grateful|glad|pleased)"
    r" if you (?:could|would)"
    r"|(?:I|we) would like you to|(?:please |also |kindly )*(?:could|can|would|will) you"
    r"|please|kindly) (?:(?:please|also|kindly|just|possibly) )*",
    re.IGNORECASE,
)
_TELL: Final = re.compile(
    r"(?:tell (?:me|us)|let (?:me|us) know|confirm(?: to (?:me|us))?|say)"
    rf"(?: (?:please|also))? (?P<clause>(?:{_WH}|whether|if)\b .+)",
    re.IGNORECASE,
)
_WONDER: Final = re.compile(
    r"(?:I (?:was|am) (?:just )?wondering|I wonder|(?:I|we) (?:would|should) like to know"
    rf"|(?:I|we) (?:need|want|wanted) to know) (?P<clause>(?:{_WH}|whether|if)\b .+)",
    re.IGNORECASE,
)
_OF_PEOPLE: Final = re.compile(
    rf"(?:(?P<wh>{_WH}) )?(?P<verb>will|can|could|should|shall|may|might|have|are|am|were|must|do)"
    r" (?P<subject>I|we|you) (?P<rest>.+)",
    re.IGNORECASE,
)
_OF_THINGS: Final = re.compile(
    r"(?:(?P<wh>when|why|where|how much) )?(?P<verb>is|are|was|were)"
    r" (?P<subject>(?:our|my|the|your|this|that) [\w' \ue000-\uf8ff-]+?)"
    r" (?P<rest>(?:(?:due|ready|payable|overdue|correct|right|paid|available|done|open)\b"
    r"|\w{3,}ed(?=$| (?:at|by|for|from|in|into|on|to|under|with)\b)).*)",
    re.IGNORECASE,
)
_OF_MANY: Final = re.compile(
    r"(?:(?P<wh>when|why|where|how) )?do"
    r" (?P<subject>(?:our|my|the|your|these|those) [\w' \ue000-\uf8ff-]+?)"
    r" (?P<rest>(?:have|need) .+)",
    re.IGNORECASE,
)
_OF_WHAT_WILL_BE: Final = re.compile(
    r"(?:(?P<wh>when|why|where|how) )?(?P<verb>will|can|could|should)"
    r" (?P<subject>(?:our|my|the|your|these|those) [\w' \ue000-\uf8ff-]+?) (?P<rest>be .+)",
    re.IGNORECASE,
)
_WHAT_IS: Final = re.compile(
    r"(?P<wh>what|who|how much) (?P<verb>is|are) (?P<rest>(?:our|my|the|your) [^,;:]+"
    r"|(?<=how much is )(?:invoice )?[\w\ue000-\uf8ff/-]+)",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"(?:speak|talk|meet|discuss|catch|arrange|agree"
    r"|have a (?:[\w-]+ )?(?:meeting|call|chat|word|talk|catch-up))\b",
    re.IGNORECASE,
)
"""What both sides do: `we` is not the reader alone."""
_SUBJECTS: Final = {"i": "you", "we": "you", "you": "we"}
"""Who acts, as the reader must read it."""


def may_be_told_again(passage: PassageLine) -> bool:
    """Whether a reply may say again what the passage asks.

    What orders us to say something, or states something in an order, would stand in the firm's own
    mail as if the firm had said it.
    """
    if orders_us(passage.text):
        return False
    return "?" in passage.text or wish(passage) is not None


class Wish(NamedTuple):
    """What is asked, in our words."""

    about: str
    """`when your VAT return is due`, or of a request `to send you a copy`; with slots."""
    is_request: bool = False


class _Told(NamedTuple):
    """What is asked, before its pronouns are turned."""

    begun: str
    """Words of ours that it begins with: `whether you could`."""
    rest: str
    said: str
    """The words that it must keep to."""
    is_request: bool = False
    ended: str = ""


def wish(passage: PassageLine) -> Wish | None:
    """What the passage asks; `None` where no form of it is certain."""
    found = masked(passage)
    if found is None:
        return None
    said = _without_leading(written_out(plain(found.text)))
    if is_broken(said) or len(said.split()) > _MOST:
        return None
    told = _told(said.rstrip(" .?!"))
    rest = turned(told.rest, _CLIENT) if told else None
    if told is None or rest is None:
        return None
    about = f"{told.begun} {rest} {told.ended}".strip()
    filled, figures = found.filled(about), len(re.findall(FIGURE, told.said))
    bare = re.sub(FIGURE, " ", told.said)
    framed = f"You asked us {filled}."
    why_not = check(framed, bare, passage.speaker, figures=figures, asks=told.is_request)
    return None if why_not else Wish(filled, told.is_request)


def _without_leading(text: str) -> str:
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


def _told(said: str) -> _Told | None:
    if match := _WONDER.fullmatch(said):
        return _clause(match["clause"])
    if match := _POLITE.match(said):
        rest = re.sub(r",? please$", "", said[match.end() :], flags=re.IGNORECASE)
        if told := _TELL.fullmatch(rest):
            return _clause(told["clause"])
        asked = _question(rest)  # `Please can we speak on Thursday?`
        if asked or not rest[:1].islower():
            return asked
        return _Told("to", rest, rest, is_request=True)
    return _question(said)


def _question(said: str) -> _Told | None:
    if (match := _OF_PEOPLE.fullmatch(said)) and not _TOGETHER.match(match["rest"]):
        subject = _SUBJECTS[match["subject"].lower()]
        verb = {"am": "are", "do": ""}.get(match["verb"].lower(), match["verb"].lower())
        begun = f"{(match['wh'] or 'whether').lower()} {subject} {verb}".strip()
        return _Told(begun, match["rest"], f"{match['wh'] or ''} {verb} {match['rest']}")
    if match := (_OF_THINGS.fullmatch(said) or _OF_WHAT_WILL_BE.fullmatch(said)):
        begun = (match["wh"] or "whether").lower()
        subject = match["subject"][:1].lower() + match["subject"][1:]
        return _Told(begun, f"{subject} {match['verb'].lower()} {match['rest']}", said)
    if match := _OF_MANY.fullmatch(said):
        begun = (match["wh"] or "whether").lower()
        subject = match["subject"][:1].lower() + match["subject"][1:]
        told = f"{subject} {match['rest']}"
        return _Told(begun, told, f"{match['wh'] or ''} {told}")
    if match := _WHAT_IS.fullmatch(said):
        return _Told(match["wh"].lower(), match["rest"], said, ended=match["verb"].lower())
    return None


def _clause(clause: str) -> _Told | None:
    """What follows `tell me`, which is in our order already."""
    first, _, rest = clause.partition(" ")
    begun = "whether" if first.lower() == "if" else first.lower()
    subject, _, after = rest.partition(" ")
    if subject.lower() in _SUBJECTS and after:
        return _Told(f"{begun} {_SUBJECTS[subject.lower()]}", after, f"{begun} {after}")
    return _Told(begun, rest, f"{begun} {rest}")
