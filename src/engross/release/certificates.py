"""The certificate: who signed which bytes, when, and what they answered for, in plain text."""

from __future__ import annotations

import datetime as dt

from engross.records import Finding, Override, SignedDocument
from engross.release.manifests import MANIFEST, PUBLIC_KEY, SIGNATURE


def certificate(signed: SignedDocument, key_id: str, at: dt.datetime, signer: str = "") -> bytes:
    """The certificate as UTF-8 text with Unix line ends.

    `signer` is the person's name and title, `Helen Pike, Partner`; without it only the e-mail
    address that the decision has is printed.
    """
    held, decision = signed.held, signed.decision
    lines = [
        "CERTIFICATE OF SIGN-OFF",
        "",
        f"Run:        {held.run}",
        f"Held:       {_time(held.held_at)}",
        f"Signed by:  {_person(decision.by, signer)}",
        f"Signed:     {_time(decision.at)}",
        f"Released:   {_time(at)}",
        f"Comment:    {decision.comment or 'none'}",
        "",
        "These bytes, and no others, were signed and released:",
        *(
            f"  {file.name}\n    {file.size} bytes, SHA-256 {file.sha256}"
            for file in held.candidate.deliverables
        ),
        "",
        f"Evidence:   SHA-256 {held.evidence_sha256}",
        f"Findings:   SHA-256 {held.findings_sha256} ({len(held.findings)} in all)",
        f"Digest:     {decision.digest}",
        "",
        *_overridden(signed),
        "",
        f"{MANIFEST} says the same for programs; {SIGNATURE} is the firm's Ed25519 signature over",
        f"it, by the key {key_id}. With OpenSSL:",
        f"  openssl pkeyutl -verify -pubin -inkey {PUBLIC_KEY} -rawin -in {MANIFEST} \\",
        f"    -sigfile {SIGNATURE}",
        f"Compare {PUBLIC_KEY} with the key that the firm gave you in another way.",
        "",
    ]
    return "\n".join(lines).encode()


def _person(email: str, signer: str) -> str:
    name = " ".join(signer.split())
    return f"{name} ({email})" if name else email


def _overridden(signed: SignedDocument) -> list[str]:
    findings = {finding.id: finding for finding in signed.held.findings}
    if not signed.decision.overrides:
        return ["No blocking finding was overridden."]
    return [
        "Blocking findings that the signer answers for:",
        *(_answer(findings[o.finding], o) for o in signed.decision.overrides),
    ]


def _answer(finding: Finding, override: Override) -> str:
    return (
        f"  {finding.id} {finding.rule}, {finding.place}: {finding.message}\n"
        f"    Reason given: {override.reason}"
    )


def _time(moment: dt.datetime) -> str:
    """`14 October 2026, 15:04:05 UTC`."""
    utc = moment.astimezone(dt.UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M:%S} UTC"
