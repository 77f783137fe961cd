"""What a run has found, by candidate and case."""

import datetime
import statistics
from dataclasses import asdict, dataclass, field

from builds import REPOSITORY
from candidates import Candidate
from cases import Case
from generators import Latencies, Timed, latencies
from measure import Round, Running


@dataclass
class Figures:
    """Of one candidate under one case."""

    rounds: list[Round] = field(default_factory=list)
    rss_mib: float = 0.0
    allocated: float | None = None
    at_fixed_rate: list[Timed] = field(default_factory=list)
    latencies: Latencies | None = None

    @property
    def cpu_micros(self) -> float:
        return statistics.median(each.cpu_micros for each in self.rounds)

    @property
    def rate(self) -> float:
        return statistics.median(each.rate for each in self.rounds)

    @property
    def errors(self) -> int:
        return sum(each.errors for each in self.rounds) + (self.latencies.errors if self.latencies else 0)


@dataclass
class Part:
    """One candidate's part in the run."""

    candidate: Candidate
    version: str
    command: list[str]
    start_seconds: float | None
    peak_mib: float = 0.0
    figures: dict[str, Figures] = field(default_factory=dict)


class Results:
    def __init__(self, cases: tuple[Case, ...]):
        self.cases = cases
        self.parts: dict[str, Part] = {}
        self.left_out: list[str] = []
        self.commands: dict[str, str] = {}
        self.seconds = 0.0
        self.date = datetime.date.today().isoformat()

    def leave_out(self, candidate: Candidate, case: Case | None, reason: str) -> None:
        who = candidate.title if case is None else f"{candidate.title}, {case.title}"
        self.left_out.append(f"{who}: {reason}")
        print(f"left out: {self.left_out[-1]}", flush=True)

    def started(self, started: Running) -> None:
        candidate = started.candidate
        self.parts[candidate.name] = Part(
            candidate, candidate.version(), started.command, started.start_seconds)

    def measured(self, started: Running, case: Case, measured: Round) -> None:
        part = self.parts[started.candidate.name]
        figures = part.figures.setdefault(case.name, Figures())
        figures.rounds.append(measured)
        figures.rss_mib = started.program.memory_mib()
        part.peak_mib = started.program.memory_mib("VmHWM")

    def allocated(self, candidate: Candidate, case: Case, bytes_each: float | None) -> None:
        self.parts[candidate.name].figures[case.name].allocated = bytes_each

    def at_fixed_rate(self, candidate: Candidate, case: Case, measured: Timed | None) -> None:
        if measured is not None and case.rate is not None:
            figures = self.parts[candidate.name].figures[case.name]
            figures.at_fixed_rate.append(measured)
            figures.latencies = latencies(case.rate, figures.at_fixed_rate)

    def finish(self, commands: dict[str, str], seconds: float) -> None:
        self.commands = commands
        self.seconds = seconds

    def figures(self, name: str, case: Case) -> Figures | None:
        part = self.parts.get(name)
        return part.figures.get(case.name) if part else None

    def ratio(self, name: str, other: str, case: Case) -> float | None:
        """The median over the rounds of one's CPU time per request as a share of the other's."""
        own, others = self.figures(name, case), self.figures(other, case)
        if own is None or others is None:
            return None
        return statistics.median(
            mine.cpu_micros / theirs.cpu_micros
            # One that ended early has fewer rounds.
            for mine, theirs in zip(own.rounds, others.rounds, strict=False))

    def strangers(self) -> float:
        """The median share of one processor that programs outside of the benchmark took."""
        shares = [each.strangers for part in self.parts.values() for figures in part.figures.values()
                  for each in figures.rounds]
        return statistics.median(shares) if shares else 0.0

    def json(self) -> dict[str, object]:
        return {
            "date": self.date,
            "seconds": round(self.seconds),
            "strangers": round(self.strangers(), 3),
            "left_out": self.left_out,
            "load_commands": self.commands,
            "candidates": {name: part_json(part) for name, part in self.parts.items()},
        }


def plain(word: str) -> str:
    """A word of a command line without folders of this machine, and without the most of a class path."""
    if word.endswith("/bin/java"):
        return "java"
    word = word.replace(f"{REPOSITORY}/", "")
    return word if word.count(".jar") < 2 else f"{word.partition(':')[0]}:..."


def part_json(part: Part) -> dict[str, object]:
    return {
        "title": part.candidate.title,
        "version": part.version,
        "command": [plain(word) for word in part.command],
        "environment": part.candidate.environment(),
        "start_seconds": part.start_seconds and round(part.start_seconds, 3),
        "peak_mib": round(part.peak_mib, 1),
        "cases": {name: {
            "cpu_micros": round(figures.cpu_micros, 2),
            "requests_per_second": round(figures.rate, 1),
            "errors": figures.errors,
            "rss_mib": round(figures.rss_mib, 1),
            "allocated_bytes": figures.allocated and round(figures.allocated),
            "at_fixed_rate": figures.latencies and asdict(figures.latencies),
            "rounds": [each.json() for each in figures.rounds],
        } for name, figures in part.figures.items()},
    }
