"""One run of the benchmark: build, start, warm up, measure in turn, tell."""

import json
import math
import time
from dataclasses import dataclass

import builds
import candidates
import picture
import report
from candidates import Candidate
from cases import Case
from generators import Generators
from machine import machine
from measure import Running
from processes import Program, free_port, wait_for_port
from results import Results

# At most so many warm-ups of one case, until two in a row cost no less than this share of the best
# before: a JVM compiles what is hot, and on a busy machine that takes its time.
WARM_UPS = 10
WARM_UP_SECONDS = 2
STEADY = 0.93
STEADY_FOR = 2


@dataclass(frozen=True)
class Plan:
    candidates: tuple[Candidate, ...]
    cases: tuple[Case, ...]
    rounds: int
    seconds: int
    warm_up_seconds: int
    # Latencies at a fixed rate, and what is allocated, too.
    latencies: bool
    # Everything is measured: the record goes into bench/results/.
    full: bool


class Session:
    def __init__(self, plan: Plan):
        self._plan = plan
        self._logs = builds.TARGET / "logs"
        self._results = Results(plan.cases)

    def run(self) -> None:
        self._need_tools()
        taking_part = self._prepare()
        began = time.monotonic()
        generators = Generators(builds.TARGET, builds.vegeta() if self._plan.latencies else None)
        port = free_port()
        backend = Program("backend", candidates.backend(port), self._logs / "backend.log")
        wait_for_port(backend, port, 30)
        running = self._start(taking_part, backend, port)
        self._warm_up(running, generators)
        self._measure(running, generators)
        if self._plan.latencies:
            self._allocations(running, generators)
            self._latencies(running, generators)
        self._results.finish(generators.commands, time.monotonic() - began)
        self._tell()

    def _tell(self) -> None:
        results = self._results
        folder = builds.BENCH / "results" if self._plan.full else builds.TARGET / "results"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "load.md").write_text(report.page(results))
        (folder / "load.json").write_text(json.dumps(
            {"machine": machine(), **results.json()}, indent=1, ensure_ascii=False) + "\n")
        (folder / "load.svg").write_text(picture.draw(results))
        print(f"\n{report.tables(results)}\n\n{report.noise(results)}\n{folder}/load.md\n\n"
              f"{report.ratios(results)}")

    def _need_tools(self) -> None:
        builds.need("wrk", "wrk")
        if any(case.h2c for case in self._plan.cases):
            builds.need("h2load", "nghttp2-client")
        builds.peer("backend")

    def _prepare(self) -> list[Candidate]:
        taking_part = []
        for candidate in self._plan.candidates:
            try:
                candidate.prepare()
                taking_part.append(candidate)
            except builds.Missing as missing:
                self._leave_out(candidate, str(missing))
        return taking_part

    def _leave_out(self, candidate: Candidate, reason: str) -> None:
        self._results.leave_out(candidate, None, reason)

    def _start(self, taking_part: list[Candidate], backend: Program, port: int) -> list[Running]:
        """One after the other, so that each has the machine to itself until its first answer."""
        running = []
        for candidate in taking_part:
            try:
                started = Running(candidate, backend, port, self._logs)
            except RuntimeError as fault:
                self._leave_out(candidate, str(fault))
                continue
            self._results.started(started)
            running.append(started)
        return running

    def _cases(self, started: Running) -> list[Case]:
        """The cases of a candidate; those that it cannot do are left out with a line."""
        able = []
        for case in self._plan.cases:
            reason = started.refuses(case)
            if reason is None:
                able.append(case)
            else:
                self._results.leave_out(started.candidate, case, reason)
        return able

    def _warm_up(self, running: list[Running], generators: Generators) -> None:
        """Until a candidate gets no cheaper any more; not one of these figures is kept."""
        self._able: dict[str, list[Case]] = {}
        for started in running:
            self._able[started.candidate.name] = self._cases(started)
            for case in self._able[started.candidate.name]:
                print(f"warming up: {started.candidate.name} {case.name}", flush=True)
                try:
                    warm_up(started, case, generators, self._plan.warm_up_seconds)
                except RuntimeError as fault:
                    self._give_up(started, fault)
                    break

    def _measure(self, running: list[Running], generators: Generators) -> None:
        """Round by round, case by case: what is compared runs within one minute."""
        for number in range(self._plan.rounds):
            for case in self._plan.cases:
                # Nobody is always the first, or always behind the same other.
                shift = number % max(len(running), 1)
                for started in running[shift:] + running[:shift]:
                    if self._takes(started, case):
                        self._round(number + 1, started, case, generators)

    def _takes(self, started: Running, case: Case) -> bool:
        return case in self._able[started.candidate.name]

    def _round(self, number: int, started: Running, case: Case, generators: Generators) -> None:
        try:
            measured = started.load(case, generators, self._plan.seconds)
        except RuntimeError as fault:
            self._give_up(started, fault)
            return
        self._results.measured(started, case, measured)
        line = report.line(started.candidate, case, measured)
        print(f"round {number}: {line}", flush=True)

    def _give_up(self, started: Running, fault: RuntimeError) -> None:
        """What it did until then counts; it takes no further part."""
        self._leave_out(started.candidate, str(fault))
        self._able[started.candidate.name] = []

    def _allocations(self, running: list[Running], generators: Generators) -> None:
        for started in running:
            for case in self._able[started.candidate.name]:
                if started.candidate.jvm:
                    bytes_each = started.allocated_per_request(case, generators, 2)
                    self._results.allocated(started.candidate, case, bytes_each)

    def _latencies(self, running: list[Running], generators: Generators) -> None:
        """In rounds, too: one bad moment of the machine is then nobody's worst percent alone."""
        for number in range(self._plan.rounds):
            for case in self._plan.cases:
                for started in running:
                    if case.rate and not started.candidate.drives and self._takes(started, case):
                        self._fixed_rate(number + 1, started, case, generators)

    def _fixed_rate(self, number: int, started: Running, case: Case, generators: Generators) -> None:
        print(f"round {number} at {case.rate} per second: {started.candidate.name} {case.name}", flush=True)
        measured = generators.fixed_rate(case, started.port, self._plan.seconds)
        self._results.at_fixed_rate(started.candidate, case, measured)


def warm_up(started: Running, case: Case, generators: Generators,
            seconds: int = WARM_UP_SECONDS) -> None:
    best = math.inf
    answered = steady = 0
    for _ in range(WARM_UPS):
        measured = started.load(case, generators, seconds)
        answered += measured.answered
        steady = steady + 1 if measured.cpu_micros > STEADY * best else 0
        best = min(best, measured.cpu_micros)
        if not started.candidate.jvm or (answered >= case.warm_up and steady == STEADY_FOR):
            break
