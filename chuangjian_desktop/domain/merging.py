"""The merge plan: which sources are taken in, in which order, and on whose word. Pure: facts in, verdicts out.

What a merge means for records is the fold's business (`domain.fold`); here is decided only what may come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.domain.journal import Change
from chuangjian_desktop.domain.package import Manifest, package_id

SignerRole = Literal["team", "office", "unit"]
Status = Literal["taken", "already", "refused"]
Mark = Literal["unsigned", "office"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that people of this workspace have compared and know: as what, and by what name. `unit` is the id of the
    responsible unit that it speaks for."""

    key: str
    role: SignerRole
    name: str
    since: str = ""
    unit: str = ""

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits."""
        return fingerprint(bytes.fromhex(self.key))


@dataclass(frozen=True, slots=True)
class Offer:
    """A source as its envelope describes it. `key` is empty for an unsigned one; `id` names what it holds; `unit` is
    the id of the responsible unit that it says it comes from, None for all others."""

    number: int
    file: str
    id: str
    office: str
    manifest: Manifest | None = None
    unit: str | None = None

    @property
    def key(self) -> str:
        """The signer's public key in hex, empty for a bare workspace."""
        return "" if self.manifest is None else self.manifest.sender.key

    @property
    def builds_on(self) -> tuple[str, ...]:
        """Packages that it leaves out."""
        return () if self.manifest is None else self.manifest.builds_on


@dataclass(frozen=True, slots=True)
class Here:
    """What the receiving workspace is and knows. `held` are ids of packages whose content is here now."""

    office: str
    role: str
    own_key: str
    team: str = ""
    rounds: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    signers: Mapping[str, Signer] = field(default_factory=dict[str, Signer])


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who merges allows. Fingerprints as `domain.fingerprint` writes them. `once` and `as_office` are
    ids of single sources of which is allowed what `accept_unsigned` and `accept_office` allow of all."""

    trust: frozenset[str] = frozenset()
    trust_office: frozenset[str] = frozenset()
    accept_unsigned: bool = False
    accept_office: bool = False
    once: frozenset[str] = frozenset()
    as_office: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A source may come in: whether its signer is known (`verified`), whether changes in the office's name are taken
    from it, and which of these two were taken only by explicit choice and stay marked. `enrol` is a signer to
    remember. Of a source with a `unit` only what that unit may say of its own cases is taken."""

    verified: bool
    as_office: bool
    marks: tuple[Mark, ...] = ()
    enrol: Signer | None = None
    unit: str | None = None


def offer_of(number: int, file: str, manifest: Manifest) -> Offer:
    """A package as an offer."""
    sender = manifest.sender
    unit = sender.team if sender.role == "unit" else None
    return Offer(number, file, package_id(manifest), manifest.office, manifest, unit)


def bare_offer(number: int, file: str, sha256: str, facts: Mapping[str, str]) -> Offer:
    """A bare workspace as an offer, by what it says of itself."""
    unit = facts.get("team", "") if facts.get("role") == "unit" else None
    return Offer(number, file, sha256, facts.get("office", ""), unit=unit)


def in_order(offers: Iterable[Offer]) -> list[Offer]:
    """Those that others build on first, else by what they hold, so that the order in which they are named means
    nothing. Circles are left at the end."""
    waiting = sorted(offers, key=lambda offer: (offer.id, offer.number))
    offered = {offer.id for offer in waiting}
    placed: set[str] = set()
    ordered: list[Offer] = []
    while ready := [each for each in waiting if placed.issuperset(offered.intersection(each.builds_on))]:
        ordered += ready
        placed |= {each.id for each in ready}
        waiting = [each for each in waiting if each not in ready]
    return ordered + waiting


def judged(offer: Offer, here: Here, choice: Choice, coming: AbstractSet[str] = frozenset()) -> Verdict:
    """Whether a source may come in, on whose word. `coming` are packages that come in before it in the same call.

    `Refusal` M17 for another office, round or team, M18 naming the package that is needed first, M19 for an unknown
    signer or none.
    """
    if offer.office != here.office:
        raise Refusal("M17", file=offer.file, detail="office")
    _require_addressee(offer, here)
    verdict = _within_unit(_trusted(offer, here, choice), offer, here)
    _require_round(offer, here, verdict)
    needed = [each for each in offer.builds_on if each not in here.held and each not in coming]
    if needed:
        raise Refusal("M18", file=offer.file, package=needed[0])
    return verdict


def _require_addressee(offer: Offer, here: Here) -> None:
    to = None if offer.manifest is None else offer.manifest.addressee
    if to is None:
        return
    another = to.role == here.role == "team" and to.team and here.team and to.team != here.team
    if another or ("unit" in (to.role, here.role) and (to.role, to.team) != (here.role, here.team)):
        raise Refusal("M17", file=offer.file, detail=to.name or to.team)


def _require_round(offer: Offer, here: Here, verdict: Verdict) -> None:
    """What a team brings back belongs to a round that is planned here."""
    manifest = offer.manifest
    by_office = verdict.as_office and "office" not in verdict.marks
    if manifest is None or manifest.purpose != "return" or here.role != "office" or by_office:
        return
    strange = [code for code in manifest.rounds if code not in here.rounds]
    if strange:
        raise Refusal("M17", file=offer.file, detail=strange[0])


def _trusted(offer: Offer, here: Here, choice: Choice) -> Verdict:
    if offer.key and offer.key == here.own_key:
        return Verdict(verified=True, as_office=offer.manifest is not None and offer.manifest.sender.role == "office")
    known = here.signers.get(offer.key)
    enrol = None if offer.manifest is None else _enrolled(offer.manifest, known, choice)
    known = enrol or known
    if known is not None and known.role == "office":
        return Verdict(verified=True, as_office=True, enrol=enrol)
    as_office = choice.accept_office or offer.id in choice.as_office
    marks: tuple[Mark, ...] = ("office",) if as_office else ()
    if known is not None:
        return Verdict(verified=True, as_office=as_office, marks=marks, enrol=enrol)
    if not choice.accept_unsigned and offer.id not in choice.once:
        told = {"fingerprint": fingerprint(bytes.fromhex(offer.key))} if offer.key else {"advice": "no signature"}
        raise Refusal("M19", file=offer.file, **told)
    return Verdict(verified=False, as_office=as_office, marks=("unsigned", *marks))


def _within_unit(verdict: Verdict, offer: Offer, here: Here) -> Verdict:
    """Whoever is known to speak for a unit, or says so, speaks for that unit alone, and never as the office."""
    known = verdict.enrol or here.signers.get(offer.key)
    unit = known.unit if known is not None and known.role == "unit" else offer.unit
    if unit is None:
        return verdict
    return replace(verdict, as_office=False, marks=tuple(each for each in verdict.marks if each != "office"), unit=unit)


def _enrolled(manifest: Manifest, known: Signer | None, choice: Choice) -> Signer | None:
    """The signer under the role that the person names now, if that is news."""
    name, sender = fingerprint(bytes.fromhex(manifest.sender.key)), manifest.sender
    if sender.role == "unit":
        again = known is not None and (known.role != "unit" or known.unit == sender.team)
        return None if name not in choice.trust or again else Signer(sender.key, "unit", sender.name, unit=sender.team)
    if name in choice.trust_office:
        role: SignerRole = "office"
    elif name in choice.trust and known is None:
        role = "team"
    else:
        return None
    return None if known is not None and known.role == role else Signer(sender.key, role, sender.name)


def is_shipped(change: Change) -> bool:
    """Whether a change is of the kind that comes with the program: nobody's, first of its record, in the office's
    name."""
    return (
        change.replica == NIL
        and change.role == "office"
        and change.author is None
        and change.prev is None
        and not change.parents
        and change.kind == "put"
    )


def require_order(change: Change, owners: Mapping[str, tuple[str, str]], file: str) -> None:
    """`Refusal` M02 unless every parent is here or came before and belongs to the same record."""
    for parent in change.parents:
        owner = owners.get(parent)
        if owner is None:
            raise Refusal("M02", file=file, detail=f"change {change.id[:12]}: parent {parent[:12]} missing")
        if owner != (change.entity, change.record):
            raise Refusal("M02", file=file, detail=f"change {change.id[:12]}: parent of another record")
