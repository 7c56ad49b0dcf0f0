"""Merging by hand-made cases, many with real signed files: G5 to G8, G10, G12, and what once went wrong."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from itertools import count, permutations
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.merging.merge import Merge
from tests.helpers.exchange import OFFICE_ID, Laptop
from tests.helpers.model import GONE, Journal, Key
from tests.helpers.parcels import ANYBODY, NearMerge, Packer, Parcel, packed

DATA = b"picture"
SHA = hashlib.sha256(DATA).hexdigest()
PHOTO: Key = ("photo", "p0")
FINDING: Key = ("finding", "f0")
NUMBERS = count()


def laptop(folder: Path, role: str = "office") -> Laptop:
    number = next(NUMBERS)
    return Laptop.new(folder / f"{number}.cjdb", role, f"r{number}")


def two_with_a_common_past(folder: Path) -> tuple[Laptop, Laptop]:
    one, other = laptop(folder, "team"), laptop(folder, "team")
    assert one.act("put", FINDING, {"text": "垃圾", "count": 1}) == ""
    assert other.merge([one.package()]) == [""]
    return one, other


def merged(folder: Path, parcels: list[Parcel], *, far: bool = False) -> Laptop:
    office = laptop(folder)
    assert office.merge(parcels, far=far) == [""] * len(parcels)
    assert office.dump() == Journal(office.bodies()).lines()
    return office


def test_a_file_merged_with_itself_and_with_its_own_package_stays_as_it_is(tmp_path: Path) -> None:
    one, _ = two_with_a_common_past(tmp_path)
    one.photograph(PHOTO, DATA)
    before, held = one.dump(), one.bytes()
    assert one.merge([one.package()] * 2, far=True) == ["", ""]
    with Merge(one.store, tmp_path, "", ANYBODY, Progress()) as merge:
        merge.examine([one.path])
        assert [each.status for each in merge.take().outcomes] == ["already"]
    assert (one.dump(), one.bytes(), one.conflicts()) == (before, held, [])


def test_equal_edits_are_silent_and_edits_of_different_fields_are_united(tmp_path: Path) -> None:
    one, other = two_with_a_common_past(tmp_path)
    one.act("put", FINDING, {"text": "积水", "place": "东门"})
    other.act("put", FINDING, {"text": "积水", "count": 3})
    office = merged(tmp_path, [one.package(), other.package()], far=True)
    assert office.conflicts() == []
    assert '"fields":{"count":3,"place":"东门","text":"积水"}' in office.dump()[0]


def test_a_conflict_survives_later_merges_restarts_and_other_edits_until_it_is_settled(tmp_path: Path) -> None:
    one, other = two_with_a_common_past(tmp_path)
    one.act("put", FINDING, {"text": "积水"})
    other.act("put", FINDING, {"text": "杂物"})
    office = merged(tmp_path, [one.package(), other.package()])
    assert [(each.field, set(each.values)) for each in office.conflicts()] == [("text", {"积水", "杂物"})]
    one.act("put", FINDING, {"count": 5})
    assert office.merge([one.package(), other.package()]) == ["", ""]
    office.reopen()
    assert office.act("put", FINDING, {"text": "都不是"}) == "M24"
    assert office.act("put", FINDING, {"place": "东门"}) == ""
    assert [each.field for each in office.conflicts()] == ["text"]
    assert office.act("settle", FINDING, {"text": "积水"}) == ""
    assert office.merge([one.package(), other.package()]) == ["", ""]
    assert office.conflicts() == []
    assert other.merge([office.package()]) == [""]
    assert other.conflicts() == []


def test_an_edit_against_a_removal_is_kept_and_asked(tmp_path: Path) -> None:
    one, other = two_with_a_common_past(tmp_path)
    one.act("remove", FINDING, {})
    other.act("put", FINDING, {"count": 3})
    for order in permutations([one.package(), other.package()]):
        office = merged(tmp_path, list(order))
        assert [each.field for each in office.conflicts()] == [GONE]
        assert office.act("settle", FINDING, {GONE: True}) == ""
        assert '"removed":true' in office.dump()[0]


def test_a_removal_waits_for_a_reference_that_another_laptop_made(tmp_path: Path) -> None:
    one, other = laptop(tmp_path, "team"), laptop(tmp_path, "team")
    one.act("put", ("visit", "v0"), {"state": "open"})
    other.merge([one.package()])
    one.act("remove", ("visit", "v0"), {})
    other.act("put", FINDING, {"visit": {"ref": ["visit", "v0"]}})
    for order in permutations([one.package(), other.package()]):
        office = merged(tmp_path, list(order))
        assert [(each.key, each.field) for each in office.conflicts()] == [(("visit", "v0"), GONE)]
        assert office.unmerge() == ""
        assert office.dump() == Journal(office.bodies()).lines()
    assert one.merge([other.package()]) == [""]
    assert one.act("remove", FINDING, {}) == ""
    assert one.conflicts() == []
    assert one.dump() == Journal(one.bodies()).lines()


def test_a_removal_that_waited_takes_effect_when_a_merge_takes_the_reference_away(tmp_path: Path) -> None:
    one, other = laptop(tmp_path, "team"), laptop(tmp_path, "team")
    one.act("put", ("visit", "v0"), {"state": "open"})
    other.merge([one.package()])
    one.act("remove", ("visit", "v0"), {})
    other.act("put", FINDING, {"visit": {"ref": ["visit", "v0"]}})
    office = merged(tmp_path, [one.package(), other.package()])
    other.act("put", FINDING, {"visit": None})
    assert office.merge([other.package()]) == [""]
    assert office.conflicts() == []
    assert office.dump() == Journal(office.bodies()).lines()
    assert office.unmerge() == ""
    assert [each.field for each in office.conflicts()] == [GONE]
    assert office.dump() == Journal(office.bodies()).lines()


def test_a_delta_without_its_base_is_refused_and_taken_in_one_call_with_it(tmp_path: Path) -> None:
    one, _ = two_with_a_common_past(tmp_path)
    base = one.package()
    one.act("put", FINDING, {"count": 2})
    delta = one.package(without=[base])
    one.act("put", FINDING, {"count": 3})
    last = one.package(without=[base, delta])
    office = laptop(tmp_path)
    empty = office.dump()
    assert office.merge([last, delta], far=True) == ["M18", "M18"]
    assert office.dump() == empty
    assert office.merge([last, base]) == ["M18", ""]
    assert office.merge([last, delta]) == ["", ""]
    for order in permutations([base, delta, last]):
        assert merged(tmp_path, list(order)).digest() == one.digest()
    assert office.unmerge() == ""
    assert office.merge([last]) == ["M18"]


def test_wrong_files_in_a_batch_do_not_stop_the_others(tmp_path: Path) -> None:
    teams = [laptop(tmp_path, "team") for _ in range(6)]
    paths: list[Path] = []
    for number, team in enumerate(teams):
        team.act("put", ("finding", f"f{number}"), {"count": number})
        paths.append(tmp_path / f"{number}.cjpkg")
        team.package().write(paths[-1])
    flipped = bytearray(paths[1].read_bytes())
    flipped[len(flipped) // 2] ^= 1
    paths[1].write_bytes(flipped)
    paths[2].write_bytes(paths[2].read_bytes()[:-200])
    paths[4].write_bytes(b"")
    paths.append(tmp_path)
    office = laptop(tmp_path)
    with tempfile.TemporaryDirectory() as scratch, Merge(office.store, Path(scratch), "", ANYBODY, Progress()) as merge:
        merge.examine(paths)
        outcomes = merge.take().outcomes
    codes = [each.refusal.code if each.refusal else "" for each in outcomes]
    assert codes == ["", "M05", "M02", "", "M01", "", "M01"]
    assert office.bodies() == frozenset[bytes]().union(*(teams[number].bodies() for number in (0, 3, 5)))


def test_a_merge_is_taken_back_with_its_photos_unless_something_was_built_on_it(tmp_path: Path) -> None:
    one, _ = two_with_a_common_past(tmp_path)
    one.photograph(PHOTO, DATA)
    office = laptop(tmp_path)
    office.act("put", ("office.site", "s0"), {"name": "解放路"})
    before = office.dump()
    assert office.unmerge() == "M26"
    assert office.merge([one.package()], far=True) == [""]
    office.reopen()
    assert office.unmerge() == ""
    assert (office.dump(), office.held()) == (before, set())
    assert office.merge([one.package()]) == [""]
    assert office.act("put", ("office.site", "s0"), {"name": "人民路"}) == ""
    assert office.unmerge() == ""
    assert office.merge([one.package()]) == [""]
    assert office.act("put", ("photo", "p1"), {"finding": {"ref": ["finding", "f0"]}}) == ""
    assert office.unmerge() == "M26"
    assert office.held() == {SHA}


@pytest.mark.parametrize("number", range(4))
def test_bytes_come_from_whoever_has_them_when_another_source_of_the_call_lacks_them(
    tmp_path: Path, number: int
) -> None:
    one, other = laptop(tmp_path), laptop(tmp_path)
    one.photograph(PHOTO, DATA)
    one.act("put", FINDING, {"count": number})
    assert other.merge([one.package(thin=True)]) == [""]
    assert merged(tmp_path, [one.package(), other.package(), one.package()], far=number == 0).held() == {SHA}
    assert other.merge([one.package()]) == [""]
    assert other.held() == {SHA}


def test_erased_bytes_never_come_back(tmp_path: Path) -> None:
    one = laptop(tmp_path, "team")
    one.photograph(PHOTO, DATA)
    full = one.package()
    other = laptop(tmp_path, "team")
    other.merge([full])
    assert one.act("erase", PHOTO, {"sha256": SHA, "reason": "人脸"}) == ""
    assert one.held() == set()
    for order in permutations([full, one.package(), other.package()]):
        office = merged(tmp_path, list(order))
        assert office.held() == set()
        assert office.merge([full]) == [""]
        assert office.photograph(("photo", "p1"), DATA) == "M26"
        assert office.held() == set()
        assert office.unmerge() == "M26"
    never = laptop(tmp_path)
    assert never.merge([one.package()]) == [""]
    assert never.photograph(("photo", "p1"), DATA) == "M26"


def test_what_a_refused_source_held_is_no_parent_for_another(tmp_path: Path) -> None:
    one, _ = two_with_a_common_past(tmp_path)
    one.photograph(PHOTO, DATA)
    one.act("put", PHOTO, {"note": "近"})
    packer = Packer(one.path, "team", OFFICE_ID)
    journal = one.journal()
    lacking = packed(packer, journal[:2], {})
    lacking = replace(lacking, manifest=replace(lacking.manifest, missing=()))
    for order in permutations([lacking, packed(packer, journal[2:], {})]):
        office = laptop(tmp_path)
        assert office.merge(list(order)) == ["M02", "M02"]
        assert not office.bodies()


def test_a_text_that_speaks_of_nul_is_an_ordinary_text(tmp_path: Path) -> None:
    one = laptop(tmp_path)
    one.act("put", FINDING, {"text": "\\u0000 \\\\u0000"})
    assert merged(tmp_path, [one.package()], far=True).digest() == one.digest()


def told_clones(office: Laptop, paths: list[Path]) -> list[str]:
    with tempfile.TemporaryDirectory() as scratch, Merge(office.store, Path(scratch), "", ANYBODY, Progress()) as merge:
        merge.examine(paths)
        return [clone.replica for each in merge.take().outcomes for clone in each.brought.clones]


def test_a_copied_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    one, _ = two_with_a_common_past(tmp_path)
    twin = one.clone(tmp_path / "twin.cjdb")
    one.act("put", FINDING, {"count": 7})
    twin.act("put", FINDING, {"count": 8})
    paths = [tmp_path / "one.cjpkg", tmp_path / "twin.cjpkg"]
    for path, each in zip(paths, (one, twin), strict=True):
        each.package().write(path)
    for order in permutations(paths):
        office = laptop(tmp_path)
        for _ in range(2):
            assert told_clones(office, list(order)) == [one.store.facts()["replica"]]
            assert [set(each.values) for each in office.conflicts()] == [{7, 8}]
            assert office.unmerge() == ""
    for each in (one, twin):
        each.store.close()


def test_what_was_examined_before_a_merge_was_taken_back_has_to_be_examined_again(tmp_path: Path) -> None:
    one = laptop(tmp_path)
    one.act("put", FINDING, {"count": 1})
    first = one.package()
    one.act("put", FINDING, {"count": 2})
    office = merged(tmp_path, [first])
    with tempfile.TemporaryDirectory() as scratch, NearMerge(office.store, Path(scratch), [one.package()]) as merge:
        merge.examine([Path(scratch) / "0"])
        assert office.unmerge() == ""
        with pytest.raises(Refusal) as refused:
            merge.take()
    assert refused.value.code == "M26"
    assert not office.bodies()
    assert office.merge([one.package()]) == [""]
    assert office.digest() == one.digest()


def test_bytes_erased_while_a_source_waits_do_not_come_with_it(tmp_path: Path) -> None:
    one = laptop(tmp_path)
    one.photograph(PHOTO, DATA)
    office = merged(tmp_path, [one.package(thin=True)])
    with tempfile.TemporaryDirectory() as scratch, NearMerge(office.store, Path(scratch), [one.package()]) as merge:
        merge.examine([Path(scratch) / "0"])
        assert office.act("erase", PHOTO, {"sha256": SHA, "reason": "人脸"}) == ""
        merge.take()
    assert office.held() == set()
