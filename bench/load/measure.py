"""One measurement of one candidate under one case."""

import re
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from answers import Sampler, problem, seconds_to_first, speaks_h2c
from candidates import Candidate, Ports, java
from cases import CASES, Case
from generators import Counted, Generators
from processes import Program, busy_seconds, free_port

ALLOCATED = re.compile(r"allocated=([0-9.]+)([BKMG])")
UNITS = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True)
class Round:
    """What one run of a generator showed."""

    cpu_micros: float
    rate: float
    answered: int
    errors: int
    sampled: int
    # CPU seconds per second that programs used which are no part of the benchmark.
    strangers: float

    def json(self) -> dict[str, object]:
        return asdict(self)


# The RPC of each kind of case, for a candidate that makes its own load.
RPCS = {"get": "SayHello", "post1k": "Echo", "post100k": "Echo", "stream": "StreamHello"}


class Running:
    """A started candidate."""

    def __init__(self, candidate: Candidate, backend: Program, backend_port: int, logs: Path):
        self.candidate = candidate
        self.port = free_port()
        ports = Ports(self.port, backend_port, free_port())
        self.command = candidate.command(ports)
        self._backend = backend
        since = time.monotonic()
        self.program = Program(candidate.name, self.command, logs / f"{candidate.name}.log",
                               candidate.environment(), talks=candidate.drives)
        self.start_seconds: float | None = None
        self.h2c = False
        if candidate.drives:
            return
        try:
            self.start_seconds = seconds_to_first(CASES[0], self.port, since, self.program.runs)
        except RuntimeError as fault:
            self.program.stop()
            raise RuntimeError(f"{fault}; see {self.program.log}") from fault
        self.h2c = speaks_h2c(self.port)

    def refuses(self, case: Case) -> str | None:
        """Why a case is left out for this candidate, or None when it gives the right answer."""
        limits = self.candidate.limit_of
        if limits and case.kind not in limits:
            return f"a limit for {', '.join(limits)} only"
        if case.h2c and not self.h2c:
            return "does not speak h2c"
        return None if self.candidate.drives else problem(case, self.port)

    def load(self, case: Case, generators: Generators, seconds: int) -> Round:
        busy = busy_seconds()
        others = self._backend.cpu_seconds()
        own = self.program.cpu_seconds()
        began = time.monotonic()
        with Sampler(case, self.port, self.candidate.drives) as sampler:
            counted = self._closed_loop(case, generators, seconds)
        elapsed = time.monotonic() - began
        own = self.program.cpu_seconds() - own
        others = self._backend.cpu_seconds() - others
        busy = busy_seconds() - busy
        if not self.program.runs():
            raise RuntimeError(f"ended during {case.name}; see {self.program.log}")
        ours = own + others + (0 if self.candidate.drives else generators.cpu_seconds)
        return Round(
            cpu_micros=own * 1e6 / max(counted.answered + sampler.looked, 1),
            rate=counted.answered / counted.seconds,
            answered=counted.answered,
            errors=counted.errors + len(sampler.problems),
            sampled=sampler.looked,
            strangers=max(busy - ours, 0) / elapsed,
        )

    def _closed_loop(self, case: Case, generators: Generators, seconds: int) -> Counted:
        if not self.candidate.drives:
            return generators.closed_loop(case, self.port, seconds)
        order = f"{RPCS[case.kind]} {case.connections} {seconds} {generators.message(case)}"
        answered, errors, nanos = self.program.ask(order).split()
        return Counted(int(answered), int(errors), int(nanos) / 1e9)

    def allocated(self) -> float:
        """Bytes that the threads of a JVM have allocated so far."""
        jcmd = java().removesuffix("java") + "jcmd"
        dump = subprocess.run([jcmd, str(self.program.pid), "Thread.print", "-e"],
                              capture_output=True, text=True, timeout=60, check=True).stdout
        return sum(float(number) * UNITS[unit] for number, unit in ALLOCATED.findall(dump))

    def allocated_per_request(self, case: Case, generators: Generators, seconds: int) -> float | None:
        """In a run of its own: the look at the threads is not part of any other figure."""
        if not self.candidate.jvm:
            return None
        before = self.allocated()
        counted = self._closed_loop(case, generators, seconds)
        return (self.allocated() - before) / max(counted.answered, 1)
