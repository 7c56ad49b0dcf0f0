"""What is wrong with a checklist pack, collected so that a clerk sees all of it at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One fault: the file relative to the folder of packs, its line from 1 on (0: the file as a whole), the reason."""

    file: str
    line: int
    reason_zh: str
    reason_en: str


class PackErrors(Refusal):
    """A pack cannot be used (M20). `problems` are all its faults; the details name the first one and their count."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        first = problems[0]
        detail = f"{first.line}: {first.reason_zh} | {first.reason_en}"
        super().__init__("M20", file=first.file, detail=detail, line=first.line, count=len(problems))
        self.problems = problems


@dataclass(slots=True)
class Report:
    """Where the readers of packs put what they find."""

    problems: list[PackProblem] = field(default_factory=list[PackProblem])

    def add(self, file: str, line: int, reason_zh: str, reason_en: str) -> None:
        """Note one fault and go on reading."""
        self.problems.append(PackProblem(file, line, reason_zh, reason_en))

    def refuse_if_any(self) -> None:
        """Raise `PackErrors` with everything noted, by file and line."""
        if self.problems:
            raise PackErrors(tuple(sorted(self.problems, key=lambda problem: (problem.file, problem.line))))
