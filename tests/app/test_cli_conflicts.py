"""conflicts, settle, duplicates and erase as offices script them."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.store import Store
from tests.helpers.command import Command
from tests.helpers.offices import workspace_file
from tests.outputs.xlsx.documents import jpeg


@dataclass(frozen=True)
class Case:
    """Each colleague works with an installation of their own; `office` has taken both files in."""

    office: Command
    team: Command
    file: Path
    other: Path
    findings: tuple[str, str]


def laptop(source: Path, path: Path, name: str) -> Path:
    shutil.copy(source, path)
    with closing(Store.open(path, now)) as store:
        store.set_facts(role="team", name=name, replica=fresh(), installation=fresh(), head="")
    return path


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Case:
    file = workspace_file(tmp_path / "office.cjdb", "office")
    office, team = Command(tmp_path / "i-office", capsys), Command(tmp_path / "i-team", capsys)
    picture = tmp_path / "p.jpg"
    picture.write_bytes(jpeg(3, (900, 700)))
    said = ("--site", "ZG-001", "--item", "ZG07", "--problem", "07001", "--photo", picture)
    first = office.done("add", file, *said, person="欧阳晴")["finding"]
    one, two = (laptop(file, tmp_path / f"{name}.cjdb", name) for name in ("甲组", "乙组"))
    team.done("edit", one, "finding", first, "points=1.50", "note=甲记", person="李强")
    team.done("edit", two, "finding", first, "points=2.00", "note=乙记", person="孙莉")
    second = team.done("add", two, *said[:-2], person="孙莉")["finding"]
    office.done("merge", file, one, two, "--accept-unsigned", "--accept-office")
    return Case(office, team, file, two, (first, second))


def by_field(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["field"]: each for each in answer["conflicts"]}


def test_conflicts_are_listed_and_settled_each_way(case: Case) -> None:
    before = case.office.done("digest", case.file)["digest"]
    found = by_field(case.office.done("conflicts", case.file))
    assert case.office.done("digest", case.file)["digest"] == before
    assert sorted(found) == ["note", "points"]
    points = found["points"]
    assert points["id"] == f"finding/{case.findings[0]}/points"
    assert {(each["value"], each["by"]) for each in points["candidates"]} == {("1.50", "李强"), ("2.00", "孙莉")}
    assert all(each["replica"] and each["at"] for each in points["candidates"])
    chosen = next(each["id"] for each in points["candidates"] if each["value"] == "1.50")
    assert case.office.done("settle", case.file, points["id"], "--choose", chosen)["change"]
    assert case.office.done("settle", case.file, found["note"]["id"], "--both")["change"]
    answer = case.office.done("conflicts", case.file, "--settled")
    assert answer["conflicts"] == []
    assert sorted(each["field"] for each in answer["settled"]) == ["note", "points"]
    assert case.office.done("settle", case.file, points["id"], "--value", "3.00")["change"]
    shown = next(x for x in case.office.done("conflicts", case.file, "--settled")["settled"] if x["field"] == "points")
    assert shown["shown"] == "3.00"
    assert len(shown["candidates"]) == 3  # none was lost


def test_whoever_agreed_is_seen_and_any_of_them_may_be_chosen(case: Case) -> None:
    before = case.file.parent / "before.cjdb"
    shutil.copy(case.file, before)
    case.office.done("unmerge", before)
    third = laptop(before, case.file.parent / "丙组.cjdb", "丙组")
    case.team.done("edit", third, "finding", case.findings[0], "points=2.00", person="周平")
    case.office.done("merge", case.file, third, "--accept-unsigned", "--accept-office")
    points = by_field(case.office.done("conflicts", case.file))["points"]
    shared = next(each for each in points["candidates"] if each["value"] == "2.00")
    assert {each["by"] for each in shared["by_all"]} == {"孙莉", "周平"}
    assert len({each["replica"] for each in shared["by_all"]}) == 2
    assert (len(shared["ids"]), shared["id"]) == (2, max(shared["ids"]))
    assert all(each["at"] for each in shared["by_all"])
    assert case.office.refused("settle", case.file, points["id"], "--choose", shared["ids"][0][:11]) == "M21"
    for each in (shared["ids"][0], shared["ids"][0][:12], shared["ids"][1]):
        case.office.done("settle", case.file, points["id"], "--choose", each)
    again = case.office.done("conflicts", case.file, "--settled")["settled"]
    assert next(each["shown"] for each in again if each["field"] == "points") == "2.00"


def test_many_at_once(case: Case) -> None:
    ruled = case.office.done("settle", case.file, "--rule", "latest")
    assert (ruled["settled"], ruled["left"], len(ruled["changes"])) == (2, [], 2)
    assert case.office.done("conflicts", case.file)["conflicts"] == []


def test_refusals_have_their_codes_and_change_nothing(case: Case) -> None:
    note = by_field(case.office.done("conflicts", case.file))["note"]["id"]
    finding = case.findings[0]
    before = case.office.done("digest", case.file)["digest"]
    for words, code in (
        (("settle", case.file, "finding/nothing/note", "--both"), "M21"),
        (("settle", case.file, f"finding/{finding}/place", "--both"), "M26"),
        (("settle", case.file, note, "--choose", "0"), "M21"),
        (("settle", case.file, "--rule", "newest"), "M27"),
        (("erase", case.file, "nothing", "--reason", "错拍"), "M21"),
        (("erase", case.file, finding, "--reason", " "), "M27"),
        (("duplicates", "join", case.file, finding, "nothing"), "M21"),
        (("duplicates", "take-back", case.file, *case.findings), "M21"),
    ):
        for lang in ("zh", "en"):
            assert case.office.refused(*words, lang=lang) == code, words
    assert case.team.refused("duplicates", "join", case.other, *case.findings) == "M22"
    assert case.office.done("digest", case.file)["digest"] == before


@pytest.mark.parametrize(
    "words",
    [
        ("settle", "F"),
        ("settle", "F", "ID"),
        ("settle", "F", "--both"),
        ("settle", "F", "ID", "--both", "--value", "1"),
        ("settle", "F", "ID", "--rule", "latest"),
        ("erase", "F", "P"),
        ("duplicates",),
        ("duplicates", "join", "F", "A"),
        ("duplicates", "unite", "F", "A", "B"),
    ],
)
def test_wrong_usage(case: Case, words: tuple[str, ...]) -> None:
    assert case.office(*(case.file if word == "F" else word for word in words)).status == 2


def test_duplicates_are_proposed_joined_and_taken_back(case: Case) -> None:
    found = case.office.done("duplicates", case.file)
    (proposal,) = found["proposals"]
    assert {proposal["first"], proposal["second"]} == set(case.findings)
    lost = case.office.done("score", case.file, "--lost-by", "unit")["rows"]
    assert case.office.done("duplicates", "join", case.file, *case.findings)["change"]
    found = case.office.done("duplicates", case.file)
    assert found["proposals"] == []
    assert [(each["first"], each["second"]) for each in found["joined"]] == [case.findings]
    joined = case.office.done("score", case.file, "--lost-by", "unit")["rows"]
    assert sum(row["findings"] for row in joined) == sum(row["findings"] for row in lost) - 1
    assert case.office.done("duplicates", "distinct", case.file, *case.findings)["change"]
    assert case.office.done("duplicates", case.file)["distinct"]
    case.office.done("duplicates", "take-back", case.file, *case.findings)
    assert case.office.done("score", case.file, "--lost-by", "unit")["rows"] == lost
    assert len(case.office.done("duplicates", case.file)["proposals"]) == 1


def test_a_photo_is_erased_or_asked_for(case: Case) -> None:
    photo = by_field(case.office.done("conflicts", case.file))["note"]["photos"][0]
    asked = case.team.done("erase", case.other, photo, "--reason", "拍到当事人", person="孙莉")
    assert (asked["blobs"], len(asked["requested"])) == ([], 2)
    requests = [each for each in case.team.done("conflicts", case.other)["conflicts"] if "$erased" in each["field"]]
    assert len(requests) == 2
    done = case.office.done("erase", case.file, photo, "--reason", "拍到当事人", person="欧阳晴")
    assert (len(done["changes"]), len(done["blobs"]), done["requested"]) == (2, 2, [])
    assert case.office.done("info", case.file)["counts"]["blob"] == 0
    case.office.done("export", "ledger", case.file, "--out", case.file.parent / "台账.xlsx")
    assert case.office.done("check", case.file)["ok"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_conflicts_are_readable(case: Case, lang: str) -> None:
    found = by_field(case.office.done("conflicts", case.file))["points"]
    said = case.office("conflicts", case.file, json_=False, lang=lang)
    lines = said.out.splitlines()
    heading = next(line for line in lines if found["id"] in line)
    assert ("分值" if lang == "zh" else "points") in heading
    after = lines[lines.index(heading) + 1 :]
    for each in found["candidates"]:
        line = next(line for line in after if each["id"][:12] in line)
        assert each["id"] not in line
        assert each["by"] in line
        assert each["value"] in line
    assert not set("{}'") & set(said.out)
    case.office.done("settle", case.file, "--rule", "latest")
    said = case.office("conflicts", case.file, json_=False, lang=lang)
    assert said.out == ("没有冲突。\n" if lang == "zh" else "No conflicts.\n")


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("未导入", "新增", "冲突 2")), ("en", ("refused", "new", "conflicts 2"))]
)
def test_a_merge_is_readable(case: Case, lang: str, words: tuple[str, str, str]) -> None:
    case.office.done("unmerge", case.file)
    one = case.file.parent / "甲组.cjdb"
    asked = ("merge", case.file, one, case.other)
    refused = case.office(*asked, json_=False, lang=lang)
    assert refused.status == 3
    assert "M19" in refused.out
    assert words[0] in refused.out
    taken = case.office(*asked, "--accept-unsigned", "--accept-office", json_=False, lang=lang)
    assert taken.status == 0
    assert words[1] in taken.out
    assert words[2] in taken.out
    assert case.office.done("digest", case.file)["digest"] in taken.out
    assert "M11" in taken.out
    assert not set("{}'") & set(taken.out)
    assert max(map(len, taken.out.splitlines())) < 200


def test_readable_text(case: Case) -> None:
    for words in (("conflicts", case.file), ("duplicates", case.file)):
        said = case.office(*words, json_=False)
        assert said.status == 0
        assert case.findings[0] in said.out
