"""What units send back, as they send it: filled workbooks, sorted, typed over, with photos laid in or sent beside."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.replies import COLUMNS, ReplyForm, ReplyLine, document_code
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.outputs.xlsx.reply import HEAD_ROW, write_reply
from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.exchange import erasing
from chuangjian_desktop.services.office.cases import reviewing
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.office.replies import importing
from chuangjian_desktop.services.office.replies.arrivals import original
from chuangjian_desktop.services.office.replies.importing import Proposal
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.snapshot import copy_to
from tests.helpers.city import city, unit_named
from tests.helpers.colleagues import colleague, united
from tests.helpers.notices import jpeg

pytestmark = pytest.mark.usefixtures("light_children")


@pytest.fixture(scope="module")
def worker() -> Generator[PhotoWorker]:
    with closing(PhotoWorker()) as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    """Every problem is assigned to one unit."""
    with city(tmp_path / "office") as opened:
        rows = reading.cases(opened).rows
        draft = CaseDraft(unit_id=unit_named(opened, "东区城市管理局"))
        reviewing.assign(opened, [row.finding_id for row in rows], draft)
        yield opened


@pytest.fixture
def propose(office: Workspace, worker: PhotoWorker, tmp_path: Path) -> Callable[..., Proposal]:
    def proposed(*paths: Path) -> Proposal:
        folder = tmp_path / "staging"
        folder.mkdir(exist_ok=True)
        return importing.propose(office, paths, worker, folder)

    return proposed


def cases(office: Workspace) -> list[CaseRow]:
    return list(reading.cases(office).rows)


def printed(office: Workspace, path: Path) -> Path:
    lines = [ReplyLine(row.number, document_code(row.id), row.line.site, row.line.words, "") for row in cases(office)]
    write_reply(ReplyForm("CODE", "市创建办", "东区城市管理局", "一轮", "1号", "", tuple(lines)), path)
    return path


def filled(path: Path, *rows: dict[str, Any]) -> Path:
    """A unit's clerk opens the book, fills rows in (the key `at` says which) and saves."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    for row in rows:
        for name, value in row.items():
            place = (HEAD_ROW + row["at"], COLUMNS.index(name) + 1 if name in COLUMNS else 1)
            if name == "photo":
                image = Image(io.BytesIO(value))
                image.width, image.height = 60, 45
                sheet.add_image(image, f"K{HEAD_ROW + row['at']}")
            elif name != "at":
                sheet.cell(*place, value)
    book.save(path)
    return path


def test_a_filled_workbook_lands_at_its_cases(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    book = printed(office, tmp_path / "回复-东区城市管理局.xlsx")
    first, second = cases(office)[:2]
    today = first.line.found_at[:10]
    filled(
        book,
        {"at": 1, "原因": "商户多", "整改措施": "已清理", "完成日期": today, "完成状态": "已完成", "photo": jpeg(7)},
        {"at": 2, "整改措施": "正在采购", "完成状态": "正在整改"},
    )
    before = book.read_bytes()
    found = propose(book)
    assert [(each.row.number, each.said.state, len(each.photos)) for each in found.landings] == [
        (first.number, "已完成", 1),
        (second.number, "正在整改", 0),
    ]
    assert (found.left, found.warnings, book.read_bytes()) == ((), (), before)
    assert len(importing.enter(office, found)) == 2
    done, doing = (reading.case(office, row.number) for row in (first, second))
    assert (done.state, done.reply["measure"], done.reply["done_on"]) == ("replied", "已清理", today)
    assert (doing.state, doing.reply["source"]) == ("working", book.name)
    assert len(reading.photos(office, done).after) == 1


def test_the_same_workbook_again_adds_nothing(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    book = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理", "photo": jpeg(7)})
    importing.enter(office, propose(book))
    again = propose(book)
    assert ([each.same for each in again.landings], importing.enter(office, again)) == ([True], ())
    copy = book.with_name("b.xlsx")
    copy.write_bytes(book.read_bytes())
    assert [each.same for each in propose(book, copy).landings] == [True]
    filled(book, {"at": 1, "备注": "请复查"})
    (fresh,) = propose(book).fresh
    assert fresh.said.remark == "请复查"


def test_what_was_spoilt_is_listed_with_its_row(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    rows = cases(office)
    book = filled(
        printed(office, tmp_path / "a.xlsx"),
        {"at": 1, "问题编号": rows[1].number, "整改措施": "改了编号"},
        {"at": 3, "识别码": "2222-3333", "整改措施": "别处的码"},
        {"at": 4, "完成状态": "大概"},
        {"at": 5, "完成日期": "明天"},
        {"at": len(rows) + 3, "photo": jpeg(3)},
    )
    found = propose(book)
    assert found.landings == ()
    places = {(each.row - HEAD_ROW, each.sheet) for each in found.left}
    stray = len(rows) + 4  # below the table rows are low: the middle of the picture lies in the next one
    assert places == {(at, "整改回复") for at in (1, 3, 4, 5, stray)}
    assert all(each.reason_zh and each.reason_en and each.file == "a.xlsx" for each in found.left)


def test_photos_named_by_problem_land_at_their_cases(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    first, second = cases(office)[:2]
    folder = tmp_path / "照 片"
    (folder / "里层").mkdir(parents=True)
    names = (f"{first.number}、{second.number} 后1.jpg", f"里层/{first.number}-后2.JPG", "IMG_0001.jpg", "说明.txt")
    for number, name in enumerate(names):
        (folder / name.replace("/2-", "_2-")).write_bytes(jpeg(number))
    (folder / ".hidden.jpg").write_bytes(b"")
    found = propose(folder)
    assert {each.row.number: len(each.photos) for each in found.landings} == {first.number: 2, second.number: 1}
    assert sorted(each.file for each in found.left) == ["IMG_0001.jpg", "说明.txt"]
    importing.enter(office, found)
    assert reading.case(office, first.number).state == "replied"


def test_a_photo_that_cannot_be_read_answers_nothing(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    first, second = cases(office)[:2]
    (tmp_path / f"{first.number}.jpg").write_bytes(b"no picture")
    book = filled(printed(office, tmp_path / "a.xlsx"), {"at": 2, "整改措施": "已清理"})
    (tmp_path / f"{second.number}.jpg").write_bytes(b"no picture either")
    found = propose(tmp_path / f"{first.number}.jpg", tmp_path / f"{second.number}.jpg", book)
    assert [each.row.number for each in found.landings] == [second.number]
    assert [(each.file, first.number in each.reason_zh) for each in found.left] == [(f"{first.number}.jpg", True)]
    assert [each.code for each in found.warnings] == ["M09", "M09"]
    importing.enter(office, found)
    assert reading.case(office, first.number).state == "assigned"


def test_a_column_that_nobody_knows_is_listed_with_its_heading(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    path = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理"})
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    sheet.cell(HEAD_ROW, 16, "补充说明")
    sheet.cell(HEAD_ROW + 1, 16, "另一处也已清理")
    sheet.cell(HEAD_ROW + 2, 18, "没有标题")
    book.save(path)
    found = propose(path)
    assert [each.row.number for each in found.landings] == [cases(office)[0].number]
    named = [(each.row, each.reason_zh.rpartition("（")[2]) for each in found.left]
    assert named == [(HEAD_ROW, "补充说明）"), (HEAD_ROW, "R列）")]


def test_a_table_without_its_head_is_named(propose: Callable[..., Proposal], office: Workspace, tmp_path: Path) -> None:
    path = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理", "photo": jpeg(4)})
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    sheet.delete_rows(HEAD_ROW)
    book.save(path)
    reasons = [each.reason_zh for each in propose(path).left]
    assert any("找不到有“问题编号”的表头" in each for each in reasons)
    assert any("照片没有放在" in each for each in reasons)


def test_photos_that_lie_in_no_row_are_listed(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    path = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理"})
    book = openpyxl.load_workbook(path)
    logo = Image(io.BytesIO(jpeg(1)))
    logo.width, logo.height = 20, 15
    book.worksheets[0].add_image(logo, f"K{HEAD_ROW}")
    book.create_sheet("照片").add_image(Image(io.BytesIO(jpeg(2))), "B4")
    book.save(path)
    found = propose(path)
    assert len(found.landings) == 1
    assert [each.sheet for each in found.left] == ["整改回复", "照片"]
    assert all("照片没有放在问题的一行里" in each.reason_zh for each in found.left)


def test_a_closed_case_and_a_broken_file_are_told_and_the_rest_goes_on(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    first, second = cases(office)[:2]
    book = filled(
        printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理"}, {"at": 2, "整改措施": "已清理"}
    )
    reviewing.reject(office, [first.finding_id], "误报")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    found = propose(book, tmp_path / "b.xlsx")
    assert [each.row.number for each in found.landings] == [second.number]
    assert {each.file for each in found.left} == {"a.xlsx", "b.xlsx"}


def test_the_workbook_is_kept_with_what_it_brought(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    book = filled(
        printed(office, tmp_path / "a.xlsx"),
        {"at": 1, "整改措施": "已清理", "完成状态": "已完成"},
        {"at": 2, "完成状态": "正在整改", "完成日期": "2099年12月31日"},
    )
    sent = book.read_bytes()
    copy_to(office.path, tmp_path / "before.cjdb")
    importing.enter(office, propose(book))
    copy_to(office.path, tmp_path / "after.cjdb")
    done, doing = (reading.case(office, row.number) for row in cases(office)[:2])
    sha256 = hashlib.sha256(sent).hexdigest()
    assert done.reply["file"] == doing.reply["file"] == {"blob": sha256, "size": len(sent)}
    assert (doing.reply["planned"], doing.reply["done_on"], doing.state) == ("2099-12-31", "", "working")
    assert office.store.blob(sha256) == sent
    assert reading.steps(office, done.finding_id)[-1].data["file"]["blob"] == sha256
    with colleague(tmp_path / "before.cjdb", tmp_path, "乙", role="office") as other:
        united(other, tmp_path / "after.cjdb")
        assert other.store.blob(sha256) == sent


def test_a_workbook_that_changed_since_is_not_entered(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    book = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理"})
    found = propose(book)
    filled(book, {"at": 1, "整改措施": "又改了"})
    with pytest.raises(Refusal, match="M26"):
        importing.enter(office, found)
    book.unlink()
    with pytest.raises(Refusal, match="M26"):
        importing.enter(office, found)
    assert not cases(office)[0].reply


def test_a_photo_that_is_erased_takes_the_kept_workbook_along(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    book = filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "已清理", "photo": jpeg(7)})
    importing.enter(office, propose(book))
    data = book.read_bytes()
    row = cases(office)[0]
    name = str(row.reply["file"]["blob"])
    assert office.store.blob(name) == data
    (photo,) = reading.photos(office, row).after
    assert {name, photo.blob} <= set(erasing.erase(office, photo.id, "拍到证件").blobs)
    with pytest.raises(Refusal, match="M15"):
        office.store.blob(name)
    assert upkeep.check(office) == []
    office.store.close()
    for lost in (data, jpeg(7)):
        assert lost[len(lost) // 2 : len(lost) // 2 + 64] not in office.path.read_bytes()


def test_a_huge_workbook_is_named_and_not_kept(office: Workspace, tmp_path: Path) -> None:
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    sent = original(huge)
    assert sent.warning is not None
    assert sent.warning.code == "M26"
    with office.writing() as writer:
        assert sent.keep(writer) == {"sha256": sent.sha256, "size": 64 * 1024 * 1024 + 1}


def without_codes(path: Path, **facts: str) -> Path:
    """A clerk who throws away the column and the line of codes, and types over the facts."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    sheet.delete_cols(COLUMNS.index("识别码") + 1)
    sheet["A4"] = None
    for old, new in facts.items():
        sheet["A2"] = sheet["A2"].value.replace(old, new)
    book.save(path)
    return path


def test_a_row_without_code_lands_where_the_heading_names_its_document(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    unit = unit_named(office, "东区城市管理局")
    (notice,) = notices.issue(office, [unit], Wanted(KINDS[0], folder=tmp_path)).notices
    (book,) = tmp_path.glob("回复-*.xlsx")
    without_codes(filled(book, {"at": 1, "整改措施": "已清理"}))
    (landing,) = propose(book).landings
    assert landing.said.measure == "已清理"
    for number, (old, new) in enumerate(((notice.number, "外创整〔2025〕3号"), ("轮次：", "轮次：另一个"))):
        other = tmp_path / f"{number}.xlsx"
        other.write_bytes(book.read_bytes())
        found = propose(without_codes(other, **{old: new}))
        assert (found.landings, [each.row for each in found.left]) == ((), [HEAD_ROW + 1])


def test_photos_alone_change_no_word_that_was_said(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    first = cases(office)[0]
    importing.enter(office, propose(filled(printed(office, tmp_path / "a.xlsx"), {"at": 1, "整改措施": "在清理"})))
    assert reading.case(office, first.number).reply["state"] == "正在整改"
    for name, state in ((f"{first.number}.jpg", "正在整改"), (f"{first.number} 后1.jpg", "")):
        (tmp_path / name).write_bytes(jpeg(len(name)))
        importing.enter(office, propose(tmp_path / name))
        said = reading.case(office, first.number).reply
        assert (said["measure"], said["state"]) == ("在清理", state)
        assert [each.same for each in propose(tmp_path / name).landings] == [True]


def test_photos_alone_say_nothing_of_how_far_it_is(
    office: Workspace, propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    first, second = cases(office)[:2]
    folder = tmp_path / "回复" / f"{first.number} 蔬菜"
    folder.mkdir(parents=True)
    (folder / "整改后 1.jpg").write_bytes(jpeg(1))
    Picture.open(io.BytesIO(jpeg(2))).save(folder / "无扩展名", "PNG")
    (folder / "说明").write_bytes(b"no picture")
    (folder / f"{second.number.rpartition('-')[0]}-99.jpg").write_bytes(jpeg(3))
    found = propose(tmp_path / "回复")
    assert [(each.row.number, len(each.photos), each.said.state) for each in found.landings] == [(first.number, 2, "")]
    assert {each.file for each in found.left} == {"说明", f"{second.number.rpartition('-')[0]}-99.jpg"}
    (told,) = found.remarks
    assert (told.code, told.details["what"], found.warnings) == ("M28", first.number, ())
    importing.enter(office, found)
    landed = reading.case(office, first.number)
    assert (landed.state, landed.reply["state"], landed.reply["done_on"]) == ("replied", "", "")


def test_what_is_left_stands_in_the_order_of_what_came(propose: Callable[..., Proposal], tmp_path: Path) -> None:
    names = ("b.ods", "a.xlsx", "ZG-001-01-前1.jpg", "ZG-001-01、99.jpg", "c.avif")
    for name in names:
        (tmp_path / name).write_bytes(b"no workbook")
    found = propose(*(tmp_path / name for name in names))
    assert [each.file for each in found.left] == list(names)
    assert ["此格式不支持" in each.reason_zh for each in found.left] == [True, False, False, False, True]
    assert "ZG-001-99" in found.left[3].reason_zh


def test_only_an_office_takes_replies(worker: PhotoWorker, tmp_path: Path) -> None:
    from tests.helpers.offices import opened

    with opened(tmp_path, "team") as team, pytest.raises(Refusal) as caught:
        importing.propose(team, [], worker, tmp_path)
    assert caught.value.code == "M22"


def test_workbooks_that_cannot_be_read_are_refused_when_there_is_nothing_else(
    propose: Callable[..., Proposal], tmp_path: Path
) -> None:
    broken, note = tmp_path / "坏.xlsx", tmp_path / "说明.txt"
    broken.write_bytes(b"PK nothing")
    note.write_text("见附件", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        propose(broken)
    assert refused.value.code == "M20"
    assert {each.file for each in propose(broken, note).left} == {"坏.xlsx", "说明.txt"}
