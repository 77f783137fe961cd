"""The load generators: wrk and h2load as fast as answers come, vegeta at a fixed rate."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from builds import REPOSITORY
from cases import STREAMED, Case
from processes import Program, children_seconds

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Counted:
    """What a generator saw: requests answered with success, all others, and the time it took."""

    answered: int
    errors: int
    seconds: float


@dataclass(frozen=True)
class Timed:
    """The answers to one run at a fixed rate: nanoseconds of each good one, and how many were not."""

    good: list[int]
    errors: int
    seconds: float


@dataclass(frozen=True)
class Latencies:
    """Milliseconds at a fixed rate, from the start of a request to the end of its answer.

    At most 64 requests are under way: a candidate that falls behind shows in `reached`, the answers
    per second.
    """

    rate: int
    reached: float
    errors: int
    p50: float
    p99: float
    p999: float


class Generators:
    """Runs one generator at a time; bodies, logs and results lie in the folder `work`."""

    def __init__(self, work: Path, vegeta: Path | None):
        self._work = work
        self._vegeta = vegeta
        self.commands: dict[str, str] = {}
        # Of the last run.
        self.cpu_seconds = 0.0

    def closed_loop(self, case: Case, port: int, seconds: int) -> Counted:
        """Each connection sends its next request when it has its answer."""
        return self._h2load(case, port, seconds) if case.h2c else self._wrk(case, port, seconds)

    def _wrk(self, case: Case, port: int, seconds: int) -> Counted:
        command = ["wrk", "-t1", f"-c{case.connections}", f"-d{seconds}s", "--timeout", "5s",
                   "--latency", "-s", str(HERE / "wrk.lua"), f"http://127.0.0.1:{port}{case.path}"]
        if case.size is not None:
            command += ["--", str(self._body(case))]
        output = self._run("wrk", case, command, seconds + 20)
        result = json.loads(output[output.rindex("\n{"):])
        return Counted(result["requests"] - result["status"], result["status"] + result["socket"],
                       result["micros"] / 1e6)

    def _h2load(self, case: Case, port: int, seconds: int) -> Counted:
        command = ["h2load", "-t1", f"-c{case.connections}", "-m1", "-D", str(seconds),
                   "-H", "content-type: application/json", f"http://127.0.0.1:{port}{case.path}"]
        if case.size is not None:
            command[1:1] = ["-d", str(self._body(case))]
        output = self._run("h2load", case, command, seconds + 20)
        # Requests that are under way when the time is up count as started, not as failed.
        codes = re.search(r"^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", output, re.M)
        failed = re.search(r"(\d+) failed, (\d+) errored, (\d+) timeout", output)
        if codes is None or failed is None:
            raise RuntimeError(f"h2load printed no summary, expected one: {output[-500:]}")
        good, *bad = (int(code) for code in codes.groups())
        return Counted(good, sum(bad) + int(failed[2]) + int(failed[3]), float(seconds))

    def fixed_rate(self, case: Case, port: int, seconds: int) -> Timed | None:
        """Requests start at a fixed rate, whether answers come or not, as long as 64 connections do."""
        if self._vegeta is None or case.rate is None:
            return None
        target = self._work / f"{case.name}.target"
        target.write_text(f"{case.method} http://127.0.0.1:{port}{case.path}\n"
                          "Content-Type: application/json\n"
                          + (f"@{self._body(case)}\n" if case.size is not None else ""))
        results = self._work / "vegeta.bin"
        rows = self._work / "vegeta.csv"
        attack = [str(self._vegeta), "attack", "-targets", str(target), "-rate", str(case.rate),
                  "-duration", f"{seconds}s", "-connections", "64", "-max-workers", "64",
                  "-max-body", "0", "-output", str(results)]
        self._run("vegeta", case, attack, seconds + 40)
        encode = [str(self._vegeta), "encode", "-to", "csv", "-output", str(rows), str(results)]
        self._run("vegeta-encode", case, encode, 60)
        return timed(seconds, rows.read_text().splitlines())

    def message(self, case: Case) -> Path:
        """The request as JSON, of the cases too that have it in path and query."""
        if case.size is not None:
            return self._body(case)
        file = self._work / f"{case.kind}.json"
        count = f',"count":{STREAMED}' if case.kind == "stream" else ""
        file.write_text(f'{{"name":"hirasawa"{count}}}')
        return file

    def _body(self, case: Case) -> Path:
        file = self._work / f"{case.kind}.json"
        body = case.body()
        if body is not None and not file.exists():
            file.write_bytes(body)
        return file

    def _run(self, name: str, case: Case, command: list[str], limit: float) -> str:
        self.commands[f"{name} {case.name}"] = shlex.join(command).replace(f"{REPOSITORY}/", "")
        ended = children_seconds()
        program = Program(name, command, self._work / "logs" / f"{name}.log")
        status = program.wait(limit)
        self.cpu_seconds = children_seconds() - ended
        output = program.log.read_text(errors="replace")
        if status != 0:
            raise RuntimeError(f"{name} ended with {status}, expected 0: {output[-500:]}")
        return output


def timed(seconds: int, rows: list[str]) -> Timed:
    """Of vegeta's CSV: time stamp, status, latency (both in nanoseconds), and more."""
    columns = [row.split(",", 3)[:3] for row in rows]
    good = [int(latency) for _, status, latency in columns if status.startswith("2")]
    ends = max((int(start) + int(latency) for start, _, latency in columns), default=0)
    starts = min((int(start) for start, _, _ in columns), default=0)
    return Timed(good, len(columns) - len(good), max((ends - starts) / 1e9, seconds))


def latencies(rate: int, runs: list[Timed]) -> Latencies:
    """Of all runs together."""
    good = sorted(latency for run in runs for latency in run.good)
    errors = sum(run.errors for run in runs)
    if not good:
        return Latencies(rate, 0.0, errors, 0.0, 0.0, 0.0)

    def at(share: float) -> float:
        return good[min(int(len(good) * share), len(good) - 1)] / 1e6

    reached = len(good) / sum(run.seconds for run in runs)
    return Latencies(rate, reached, errors, at(0.5), at(0.99), at(0.999))
