"""What an office says of figures and parameters goes out with its tasks: a team scores by the same numbers."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from chuangjian_desktop.services import info
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.standards.confirming import confirm
from chuangjian_desktop.services.office.standards.parameters import reset_parameter, set_parameter
from chuangjian_desktop.services.workspace import open_workspace
from tests.helpers.handing import task, team_file
from tests.helpers.offices import opened


def test_a_team_measures_by_the_city_s_numbers(tmp_path: Path) -> None:
    with opened(tmp_path / "office", "office") as office:
        set_parameter(office, "主干道公益广告数", 800)
        set_parameter(office, "亮灯率", 9800)
        reset_parameter(office, "亮灯率")
        confirm(office, "W", "component.实地.weight", 5500)
    installation = Installation(tmp_path / "team")
    with closing(open_workspace(team_file(tmp_path, installation, task(tmp_path)), installation)) as team:
        catalogue = team.catalogue
        assert catalogue.items[catalogue.item_ids["ZG01"]].rule.required == 8
        assert catalogue.parameters["亮灯率"].value == 9500
        assert next(each.weight for each in catalogue.standards["W"].judging.components if each.code == "实地") == 5500


def test_two_installations_of_an_office_name_the_same_record(tmp_path: Path) -> None:
    """Both say the same of the same figure: one record with one value, whoever of them wrote it first."""
    with opened(tmp_path / "a", "office") as office:
        confirm(office, "W", "cycle.1", 2500)
        first = [line for line in info.dump(office) if '"office.confirmation"' in line]
    with opened(tmp_path / "b", "office") as office:
        confirm(office, "W", "cycle.1", 2500)
        second = [line for line in info.dump(office) if '"office.confirmation"' in line]
    assert first == second
