"""Where a candidate on a JVM spends its CPU time under one case, and what it allocates, by JFR."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import builds
import candidates
from candidates import Candidate, java
from cases import Case
from generators import Generators
from measure import Running
from processes import Program, free_port, wait_for_port
from session import warm_up

EVENTS = Path(__file__).parent / "profile.jfc"
SHOWN = 40
CALLERS = 3


def profile(candidate: Candidate, case: Case, seconds: int) -> None:
    if not candidate.jvm:
        raise builds.Missing(f"{candidate.name} is no JVM, expected one: JFR records JVMs only")
    builds.need("wrk", "wrk")
    builds.peer("backend")
    candidate.prepare()
    logs = builds.TARGET / "logs"
    port = free_port()
    backend = Program("backend", candidates.backend(port), logs / "backend.log")
    wait_for_port(backend, port, 30)
    generators = Generators(builds.TARGET, None)
    started = Running(candidate, backend, port, logs)
    refusal = started.refuses(case)
    if refusal is not None:
        raise builds.Missing(f"{candidate.name} {case.name}: {refusal}")
    warm_up(started, case, generators)
    recording = builds.TARGET / f"{candidate.name}-{case.name}.jfr"
    tool("jcmd", str(started.program.pid), "JFR.start", "name=profile", f"settings={EVENTS}")
    measured = started.load(case, generators, seconds)
    tool("jcmd", str(started.program.pid), "JFR.stop", "name=profile", f"filename={recording}")
    show(recording, measured.cpu_micros, measured.answered)


def tool(name: str, *arguments: str) -> str:
    result = subprocess.run([java().removesuffix("java") + name, *arguments],
                            capture_output=True, text=True, timeout=300, check=False)
    if result.returncode != 0:
        raise builds.Missing(f"{name} {' '.join(arguments)} failed: {result.stdout}{result.stderr}")
    return result.stdout


def show(recording: Path, micros: float, answered: int) -> None:
    samples = events(recording, "jdk.CPUTimeSample")
    own: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for sample in samples:
        stack = frames(sample)
        own[stack[0]] += 1
        within.update(set(stack))
    print(f"\n{recording}\n{micros:.1f} us of CPU time per request while recording, {answered} requests, "
          f"{len(samples)} samples")
    table("CPU time of the frame itself", own, len(samples))
    table("CPU time of the frame and what it calls", within, len(samples))
    sites: Counter[str] = Counter()
    for sample in events(recording, "jdk.ObjectAllocationSample"):
        what = sample["objectClass"]["name"].replace("/", ".")
        sites[f"{what}  at  {' < '.join(frames(sample)[:CALLERS])}"] += int(sample["weight"])
    table("bytes allocated, by class, frame and its callers", sites, sum(sites.values()))


def events(recording: Path, name: str) -> list[dict]:
    printed = tool("jfr", "print", "--json", "--stack-depth", "64", "--events", name, str(recording))
    return [event["values"] for event in json.loads(printed)["recording"]["events"]]


def frames(sample: dict) -> list[str]:
    """From the innermost to the outermost."""
    trace = sample.get("stackTrace") or {"frames": []}
    return [f"{frame['method']['type']['name'].replace('/', '.')}.{frame['method']['name']}"
            for frame in trace["frames"]] or ["(no Java frame)"]


def table(title: str, counts: Counter[str], total: int) -> None:
    print(f"\n{title}")
    for name, count in counts.most_common(SHOWN):
        print(f"{100 * count / max(total, 1):6.2f} %  {name}")
