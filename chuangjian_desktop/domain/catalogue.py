"""The standards that a workspace holds, as one value: every version of every checklist, and which one is in force.

Several versions of a checklist stand side by side. New visits use the one in force; a visit that was begun keeps its
own, so that an old sheet reads for ever as it was filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.standard import Checklist, Item, Parameter, ProblemType
from chuangjian_desktop.domain.versions import Version, links

T = TypeVar("T")


@dataclass(frozen=True)
class Catalogue:
    """Versions of checklists by record id, problem types by code, standards by code, parameters by key with the city's
    values. `chosen` are the versions (ids) that the present round uses in place of the newest published ones.
    `written` are the versions as their author wrote them, with `{key}` where a parameter stands: what is edited and
    exported, while all else goes by `versions`."""

    versions: Mapping[str, Version]
    chosen: frozenset[str]
    problems: Mapping[str, ProblemType]
    standards: Mapping[str, Standard]
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    written: Mapping[str, Version] = field(default_factory=dict[str, Version])

    @cached_property
    def current(self) -> Mapping[str, Version]:
        """What new visits of the present round use, by site type."""
        in_order = sorted(self.versions.values(), key=lambda one: one.order)
        newest = {each.checklist.code: each for each in in_order if each.checklist.state == "published"}
        usable = (each for each in in_order if each.id in self.chosen and each.checklist.state != "draft")
        return dict(sorted((newest | {each.checklist.code: each for each in usable}).items()))

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """The checklists of `current`."""
        return {code: version.checklist for code, version in self.current.items()}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Items of all versions by record id."""
        return {identity: item for version in self.versions.values() for identity, item in version.items.items()}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The version (id) that each item (record id) belongs to."""
        return {item: version.id for version in self.versions.values() for item in version.items}

    @cached_property
    def item_ids(self) -> Mapping[str, str]:
        """Items in force by code, for where neither a visit nor a site says which checklist is meant."""
        return {code: item for version in self.current.values() for code, item in version.item_ids.items()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each type of site is called, also one whose checklist is retired."""
        known = [each for each in self.versions.values() if each.checklist.state == "retired"]
        named = {each.checklist.code: each.checklist.title for each in sorted(known, key=lambda one: one.order)}
        return named | {code: checklist.title for code, checklist in self.checklists.items()}

    @cached_property
    def type_names(self) -> dict[str, str]:
        """Every name by which a workbook may call a site type, lower case, to its code."""
        names: dict[str, str] = {}
        for checklist in self.checklists.values():
            for name in (checklist.code, checklist.title, *checklist.synonyms):
                names.setdefault(name.lower(), checklist.code)
        return names

    def version_for(self, checklist: str, site_type: str, recorded: Iterable[str] = ()) -> Version | None:
        """What a visit is scored with: its own version (id); for a visit that names none, the one that most of the
        items (ids) recorded in it belong to; else the one in force for its site's type."""
        if (own := self.versions.get(checklist)) is not None:
            return own
        homes = (self.versions[self.homes[item]] for item in recorded if item in self.homes)
        counted = Counter(home.id for home in homes if home.checklist.code == site_type)
        if counted:
            return self.versions[max(counted, key=lambda name: (counted[name], name))]
        return self.current.get(site_type)

    def code_in(self, version: Version, item: str) -> str | None:
        """The code under which an item (id) stands on a version's sheet: its own, or that of the item which continues
        it there; None for one that has no place on it."""
        home = self.homes.get(item)
        if home is None:
            return None
        code = self.items[item].code
        return code if home == version.id else self._continued(self.versions[home], version).get(code)

    def by_code(self, version: Version, recorded: Mapping[str, T]) -> dict[str, T]:
        """What was recorded by item (id), by the codes of a version's sheet; its own items go before those of other
        versions that they continue."""
        placed = sorted((self.homes.get(item) == version.id, item) for item in recorded)
        codes = ((self.code_in(version, item), item) for _, item in placed)
        return {code: recorded[item] for code, item in codes if code is not None}

    def kin(self, item: str) -> frozenset[str]:
        """An item (id) with the items of other versions that continue it, or that it continues."""
        if item not in self.homes:
            return frozenset({item})
        home, code = self.versions[self.homes[item]], self.items[item].code
        others = ((other, self._continued(home, other).get(code)) for other in self.versions.values())
        return frozenset({item, *(other.item_ids[there] for other, there in others if there is not None)})

    def _continued(self, old: Version, new: Version) -> Mapping[str, str]:
        if old.checklist.code != new.checklist.code:
            return {}
        if (old.id, new.id) not in self._links:
            self._links[old.id, new.id] = links(old, new, self.versions)
        return self._links[old.id, new.id]

    @cached_property
    def _links(self) -> dict[tuple[str, str], Mapping[str, str]]:
        return {}
