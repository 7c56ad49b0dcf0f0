"""Many laptops, one office, by command line: hand out, hand in, merge, receipts, undo, levels, refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.helpers.exchange_city import SITE, City
from tests.helpers.offices import workspace_file
from tests.helpers.pdf_reading import all_text
from tests.outputs.xlsx.documents import jpeg


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> City:
    return City(tmp_path, capsys)


def test_a_task_holds_the_teams_round_and_nothing_else(city: City) -> None:
    team = city.team(1)
    there, here = city.at("t1"), city.at("office")
    assert there.done("sites", "list", team)["sites"] == here.done("sites", "list", city.office)["sites"]
    assert there.done("units", "list", team) == here.done("units", "list", city.office)
    assert [each["code"] for each in there.done("teams", "list", team)["teams"]] == ["T1"]
    found = there.done("info", team)
    assert (found["role"], found["name"]) == ("team", "第一组")
    task = here.done("info", city.folder / "task1.cjpkg")
    assert (task["kind"], task["purpose"], task["for"], task["role"]) == ("package", "assignment", "第一组", "office")
    assert task["counts"]["site"] == 5
    assert (task["counts"]["visit"], task["counts"]["finding"], task["counts"]["notice"]) == (0, 0, 0)
    assert there.done("check", team)["ok"]


def test_both_teams_come_back_in_either_order_and_again(city: City) -> None:
    photo = city.folder / "a.jpg"
    photo.write_bytes(jpeg(1, (640, 480)))
    ids = {city.add(1, "积水", "--photo", photo), city.add(2, "占道")}
    one, two = city.hand_in(1, "one.cjpkg"), city.hand_in(2, "two.cjpkg")
    before = city.digest()
    seen = city.merge(two, one, more=("--dry-run",))
    assert city.digest() == before
    done = city.merge(two, one)
    assert [each["status"] for each in done["packages"]] == ["taken", "taken"]
    assert [each["new"]["finding"] for each in done["packages"]] == [1, 1]
    assert [each["photos"] for each in done["packages"]] == [0, 1]
    assert seen["digest"] == done["digest"] == city.digest()
    assert seen["scores"]
    assert city.findings() == ids
    again = city.merge(one, two, one)
    assert [each["status"] for each in again["packages"]] == ["already"] * 3
    assert again["digest"] == done["digest"]
    assert city.at("office").done("check", city.office)["ok"]


def test_an_unknown_signer_is_refused_until_he_is_known(city: City) -> None:
    city.add(1, "积水")
    package = city.hand_in(1, "one.cjpkg")
    said = city.at("office")("merge", city.office, package)
    told = said.json["packages"][0]
    assert (said.status, told["status"], told["code"]) == (3, "refused", "M19")
    assert told["fingerprint"] in told["message"]
    spaced = told["fingerprint"].replace("-", " ")
    assert city.at("office").done("merge", city.office, package, "--trust", spaced)["packages"][0]["verified"]
    city.add(1, "又一处")
    later = city.hand_in(1, "later.cjpkg")
    assert city.at("office").done("merge", city.office, later)["packages"][0]["status"] == "taken"
    assert city.at("office").refused("merge", city.office, later, "--trust", "12345") == "M27"


def test_a_bare_workspace_and_an_unverified_one_stay_marked_upward(city: City) -> None:
    city.add(1, "积水")
    package = city.hand_in(1, "one.cjpkg")
    assert city.at("office")("merge", city.office, city.team(1)).json["packages"][0]["code"] == "M19"
    done = city.at("office").done("merge", city.office, city.team(1), "--accept-unsigned")
    assert done["packages"][0]["marks"] == ["unsigned"]
    assert city.at("office").done("merge", city.office, package, "--accept-unsigned")["packages"][0]["marks"]
    up = city.folder / "up.cjpkg"
    city.at("office").done("handin", city.office, "--out", up)
    upper = city.folder / "upper.cjdb"
    shutil.copy(workspace_file(city.folder / "upper-template.cjdb", "office"), upper)
    report = city.at("upper").done("merge", upper, up, "--accept-unsigned", "--accept-office")
    assert set(report["packages"][0]["marks"]) == {"unsigned", "office"}


def test_a_hand_in_says_what_is_in_it_and_what_the_file_lacks(city: City) -> None:
    photo = city.folder / "a.jpg"
    photo.write_bytes(jpeg(1, (640, 480)))
    city.add(1, "积水", "--photo", photo)
    call, team, out = city.at("t1"), city.team(1), city.folder / "one.cjpkg"
    said = call.done("handin", team, "--out", out)
    (package,) = said["packages"]
    assert package["counts"]["change"] == city.at("office").done("info", out)["counts"]["change"]
    assert {name: package["counts"][name] for name in ("visit", "finding", "photo")} == dict.fromkeys(
        ("visit", "finding", "photo"), 1
    )
    assert package["counts"]["site"] == 5
    assert said["empty"] is False
    assert (said["state"]["findings"], said["state"]["photos"], said["state"]["photos_here"]) == (1, 1, 1)
    assert (said["state"]["sites"], said["state"]["sites_begun"], said["state"]["sites_finished"]) == (5, 1, 0)
    assert said["expected"] == {"answer": said["state"]["expected"], "photo": 1}
    kinds = {each["kind"] for each in said["missing"]}
    assert {"unanswered", "open", "unvisited"} <= kinds
    lack = next(each for each in said["missing"] if each["kind"] == "unanswered")
    assert lack["site"] == "NM-001"
    assert lack["item"]
    assert lack["detail"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("问题 1", "未测评的点位 4")), ("en", ("finding 1", "not visited 4"))]
)
def test_a_hand_in_is_readable(city: City, lang: str, words: tuple[str, str]) -> None:
    city.add(1, "积水")
    said = city.at("t1")("handin", city.team(1), "--out", city.folder / "one.cjpkg", json_=False, lang=lang)
    assert said.status == 0
    assert "one.cjpkg" in said.out
    assert all(word in said.out for word in words)
    assert city.fingerprint(city.folder / "one.cjpkg") in said.out
    assert not set("{}'") & set(said.out)


def test_a_delta_says_what_is_new_or_that_nothing_is(city: City) -> None:
    city.add(1, "积水")
    first = city.hand_in(1, "one.cjpkg")
    (receipt,) = city.merge(first, more=("--receipts", city.folder / "receipts"))["files"]
    call, team = city.at("t1"), city.team(1)
    call.done("merge", team, receipt)
    nothing = call.done("handin", team, "--out", city.folder / "two.cjpkg", "--since-receipt")
    assert nothing["empty"] is True
    assert nothing["packages"][0]["counts"]["finding"] == 0
    assert nothing["state"]["findings"] == 1
    city.add(1, "又一处")
    more = call.done("handin", team, "--out", city.folder / "three.cjpkg", "--since-receipt")
    assert (more["empty"], more["packages"][0]["counts"]["finding"], more["state"]["findings"]) == (False, 1, 2)


def test_a_receipt_tells_the_team_and_makes_the_next_package_small(city: City) -> None:
    city.add(1, "积水")
    first = city.hand_in(1, "one.cjpkg")
    done = city.merge(first, more=("--receipts", city.folder / "receipts"))
    (receipt,) = done["files"]
    told = city.at("t1").done("merge", city.team(1), Path(receipt))["packages"][0]
    assert (told["status"], told["sender"], told["new"]) == ("taken", "市创建办", {})
    fresh = city.add(1, "新的一处")
    small = city.hand_in(1, "two.cjpkg", "--since-receipt")
    counts = city.at("office").done("info", small)
    assert counts["counts"]["change"] < 5
    assert len(counts["builds_on"]) == 1
    city.merge(small)
    assert fresh in city.findings()


def test_a_small_package_without_its_base_is_refused_by_name_and_goes_in_beside_it(city: City) -> None:
    city.add(1, "积水")
    base = city.hand_in(1, "one.cjpkg")
    done = city.merge(base, more=("--receipts", city.folder / "receipts"))
    city.at("t1").done("merge", city.team(1), Path(done["files"][0]))
    city.add(1, "新的一处")
    small = city.hand_in(1, "two.cjpkg", "--since-receipt")
    other = workspace_file(city.folder / "office2.cjdb", "office")
    trust = ("--trust", city.fingerprint(base))
    said = city.at("office")("merge", other, small, *trust)
    assert (said.status, said.json["packages"][0]["code"]) == (3, "M18")
    assert said.json["packages"][0]["details"]["package"] == done["packages"][0]["id"]
    both = city.at("office").done("merge", other, small, base, *trust)
    assert [each["status"] for each in both["packages"]] == ["taken", "taken"]
    assert city.findings(other) == city.findings(city.team(1))


def test_a_merge_is_taken_back_as_a_whole_and_may_come_again(city: City) -> None:
    city.add(1, "积水")
    city.add(2, "占道")
    one, two = city.hand_in(1, "one.cjpkg"), city.hand_in(2, "two.cjpkg")
    city.merge(one)
    before = city.digest()
    after = city.merge(two)["digest"]
    assert city.at("office").done("unmerge", city.office)["digest"] == before == city.digest()
    assert city.at("office").done("check", city.office)["ok"]
    assert city.merge(two)["digest"] == after


def test_what_was_built_on_is_not_taken_back(city: City) -> None:
    finding = city.add(1, "积水")
    office = city.at("office")
    assert office.refused("unmerge", city.office) == "M26"
    city.merge(city.hand_in(1, "one.cjpkg"))
    office.done("edit", city.office, "finding", finding, "note=已核实")
    said = office("unmerge", city.office, lang="en")
    assert (said.status, said.code) == (3, "M26")
    assert "finding" in said.json["error"]["message"]


def test_after_a_receipt_went_out_a_merge_stays(city: City) -> None:
    city.add(1, "积水")
    city.merge(city.hand_in(1, "one.cjpkg"), more=("--receipts", city.folder / "receipts"))
    said = city.at("office")("unmerge", city.office)
    assert said.code == "M26"
    assert "回执-第一组.cjpkg" in said.json["error"]["message"]


def test_a_wrong_file_does_not_stop_the_others(city: City) -> None:
    ids = {city.add(1, "积水"), city.add(2, "占道")}
    one, two = city.hand_in(1, "one.cjpkg"), city.hand_in(2, "two.cjpkg")
    broken = city.folder / "broken.cjpkg"
    raw = bytearray(one.read_bytes())
    raw[len(raw) // 2] ^= 1
    broken.write_bytes(raw)
    text = city.folder / "信.cjpkg"
    text.write_text("hello", encoding="utf-8")
    raw_office = city.office.read_bytes()
    city.merge(broken, text, status=3)
    assert city.office.read_bytes() == raw_office
    report = city.merge(broken, one, text, two, city.folder, city.folder / "none.cjpkg", status=3)
    codes = [(each["status"], each["code"]) for each in report["packages"]]
    assert codes == [
        ("refused", "M05"),
        ("taken", None),
        ("refused", "M01"),
        ("taken", None),
        ("refused", "M01"),
        ("refused", "M01"),
    ]
    assert all(each["message"] for each in report["packages"] if each["status"] == "refused")
    assert city.findings() == ids


def test_a_workspace_merged_with_itself_changes_nothing(city: City) -> None:
    city.team(1)
    before, raw = city.digest(), city.office.read_bytes()
    report = city.merge(city.office)
    assert (report["packages"][0]["status"], report["digest"]) == ("already", before)
    assert city.office.read_bytes() == raw


def test_names_on_files_mean_nothing(city: City) -> None:
    city.add(1, "积水")
    package = city.hand_in(1, "one.cjpkg")
    odd = city.folder / "甲'乙%20#?mode=ro 😀.cjdb"
    shutil.copy(package, odd)
    trust = ("--trust", city.fingerprint(package))
    assert city.at("office").done("merge", city.office, odd, *trust)["packages"][0]["status"] == "taken"
    renamed = city.folder / "a.cjpkg"
    shutil.copy(city.team(2), renamed)
    assert city.at("office")("merge", city.office, renamed).json["packages"][0]["code"] == "M19"


def test_another_office_and_a_team_that_speaks_as_one(city: City) -> None:
    stranger = city.folder / "stranger.cjdb"
    city.at("s").done("new", stranger, "--role", "office", "--name", "邻市创建办")
    out = city.folder / "stranger.cjpkg"
    city.at("s").done("handin", stranger, "--out", out)
    assert city.merge(out, status=3)["packages"][0]["code"] == "M17"
    forged = city.folder / "forged.cjdb"
    shutil.copy(city.office, forged)
    city.at("f").done("edit", forged, "site", _site_id(city), "name=假点位")
    bare = city.at("office")("merge", city.office, forged, "--accept-unsigned")
    assert bare.json["packages"][0]["code"] == "M22"
    signed = city.folder / "forged.cjpkg"
    city.at("f").done("handin", forged, "--out", signed)
    before = city.digest()
    assert city.merge(signed, status=3)["packages"][0]["code"] == "M22"
    assert city.digest() == before
    accepted = city.merge(signed, more=("--accept-office",))
    assert accepted["packages"][0]["marks"] == ["office"]


def _site_id(city: City) -> str:
    lines = [json.loads(line) for line in city.at("office")("dump", city.office).out.splitlines()]
    return next(line["record"] for line in lines if line.get("entity") == "office.site")


def test_a_correction_travels_like_the_task(city: City) -> None:
    team = city.team(1)
    city.at("office").done("edit", city.office, "site", _site_id(city), "address=新地址8号")
    out = city.folder / "correction.cjpkg"
    city.at("office").done("handout", city.office, "--team", "第一组", "--out", out)
    assert city.at("t1").done("info", out)["purpose"] == "correction"
    report = city.at("t1").done("merge", team, out)["packages"][0]
    assert report["changed"] == {"office.site": 1}
    theirs = city.folder / "other.cjpkg"
    city.at("office").done("handout", city.office, "--team", "T2", "--out", theirs)
    said = city.at("t1")("merge", team, theirs)
    assert said.json["packages"][0]["code"] == "M17"


def test_a_district_works_under_the_city(city: City) -> None:
    task = city.folder / "district.cjpkg"
    city.at("office").done("handout", city.office, "--office", "东区创建办", "--out", task)
    district = city.folder / "district.cjdb"
    city.at("d").done("new", district, "--from", task)
    assert city.at("d").done("info", district)["role"] == "office"
    down = city.folder / "down.cjpkg"
    city.at("d").done("handout", district, "--team", "T2", "--out", down)
    team = city.folder / "their-team.cjdb"
    city.at("dt").done("new", team, "--from", down)
    finding = city.at("dt").done("add", team, *SITE, "--note", "区里发现")["finding"]
    back = city.folder / "back.cjpkg"
    city.at("dt").done("handin", team, "--out", back)
    city.at("d").done("merge", district, back, "--trust", city.fingerprint(back))
    up = city.folder / "up.cjpkg"
    city.at("d").done("handin", district, "--out", up)
    assert city.at("office")("merge", city.office, up).json["packages"][0]["code"] == "M19"
    done = city.at("office").done("merge", city.office, up, "--trust-office", city.fingerprint(up))
    assert done["packages"][0]["marks"] == []
    assert finding in city.findings()


def test_the_papers_of_a_hand_in_and_of_a_merge(city: City) -> None:
    city.add(1, "积水")
    slip, report = city.folder / "交回单.pdf", city.folder / "合并报告.pdf"
    out = city.folder / "one.cjpkg"
    made = city.at("t1").done(
        "handin", city.team(1), "--out", out, "--slip", slip, "--confirmed-by", "王敏", person="李强"
    )
    words = all_text(slip)
    assert "王敏" in words
    assert all(group in words for group in made["fingerprint"].split("-"))
    city.merge(out, more=("--report", report))
    assert "第一组" in all_text(report)
    assert made["packages"][0]["sha256"][:8] in words.replace(" ", "").lower()


def test_the_report_lists_the_conflicts_that_came(city: City) -> None:
    finding = city.add(1, "积水")
    city.merge(city.hand_in(1, "one.cjpkg"))
    city.at("office").done("edit", city.office, "finding", finding, "note=办公室改的")
    city.at("t1").done("edit", city.team(1), "finding", finding, "note=组里改的")
    report = city.folder / "合并报告.pdf"
    told = city.merge(city.hand_in(1, "two.cjpkg"), more=("--report", report))
    assert (told["packages"][0]["conflicts"], [each["code"] for each in told["warnings"]]) == (1, ["M11"])
    words = all_text(report).replace("\n", "").replace(" ", "")
    assert all(each in words for each in ("办公室改的", "组里改的", "备注"))


def test_only_an_office_hands_out_and_wrong_calls_say_so(city: City) -> None:
    out = city.folder / "x.cjpkg"
    assert city.at("t1").refused("handout", city.team(1), "--team", "T1", "--out", out) == "M22"
    assert city.at("office").refused("handout", city.office, "--team", "T9", "--out", out) == "M21"
    assert city.at("office").refused("handin", city.office, "--out", city.office) == "M27"
    assert city.at("office")("new", city.folder / "n.cjdb").status == 2
    city.add(1, "积水")
    back = city.hand_in(1, "one.cjpkg")
    assert city.at("t3").refused("new", city.folder / "n.cjdb", "--from", back) == "M17"
    assert city.at("t3").refused("new", city.team(1), "--from", city.folder / "task1.cjpkg") == "M26"
    assert not (city.folder / "n.cjdb").exists()
    assert not out.exists()


def test_a_team_gets_the_sites_that_are_assigned_to_it(city: City) -> None:
    office = city.at("office")
    office.done("assign", city.office, "--team", "T1", "--site", "NM-001", "--site", "WC-001")
    assert office.refused("assign", city.office, "--team", "T1", "--site", "XX") == "M21"
    assert city.at("t1").refused("assign", city.team(1), "--team", "T1", "--site", "NM-001") == "M22"
    sites = city.at("t1").done("sites", "list", city.team(1))["sites"]
    assert [each["code"] for each in sites] == ["NM-001", "WC-001"]
    city.add(1, "积水")
    city.merge(city.hand_in(1, "one.cjpkg"))
    assert city.at("office").done("check", city.office)["ok"]


def test_a_cloned_laptop_is_told_and_registered_anew(city: City) -> None:
    city.add(1, "先前的")
    twin = city.folder / "twin.cjdb"
    shutil.copy(city.team(1), twin)
    shutil.copytree(city.folder / "t1-data", city.folder / "twin-data")
    ids = {city.add(1, "原机"), str(city.at("twin").done("add", twin, *SITE, "--note", "复制机")["finding"])}
    one, two = city.hand_in(1, "one.cjpkg"), city.folder / "two.cjpkg"
    city.at("twin").done("handin", twin, "--out", two)
    city.merge(one)
    before = city.digest()
    told = city.merge(two)
    assert (told["packages"][0]["clones"], [each["code"] for each in told["warnings"]]) == (1, ["M12"])
    assert ids < city.findings()
    after = city.digest()
    assert city.at("office").done("unmerge", city.office)["digest"] == before
    again = city.merge(two)
    assert (again["packages"][0]["clones"], again["digest"]) == (1, after)
    old = city.at("twin").done("info", twin)["replicas"]
    fresh = city.at("twin").done("register", twin)["replica"]
    assert fresh not in {each["id"] for each in old}
    city.at("twin").done("add", twin, *SITE, "--note", "登记以后")
    third = city.folder / "three.cjpkg"
    city.at("twin").done("handin", twin, "--out", third)
    assert city.merge(third)["packages"][0]["clones"] == 0
