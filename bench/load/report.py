"""What a run has found, as text."""

from candidates import Candidate
from cases import Case
from machine import machine
from measure import Round
from results import Figures, Part, Results, plain

# With more than this of one processor taken by others, figures are no good for a comparison.
NOISE = 0.1


def line(candidate: Candidate, case: Case, measured: Round) -> str:
    return (f"{candidate.name:16} {case.name:14} {measured.cpu_micros:8.1f} us/request "
            f"{measured.rate:9.0f} requests/s {measured.errors} errors")


def ratios(results: Results) -> str:
    """BlueHub's CPU time per request as a share of each other gateway's; less is better."""
    lines = []
    for case in results.cases:
        for name, part in results.parts.items():
            if name != "bluehub" and not part.candidate.limit_of:
                ratio = results.ratio("bluehub", name, case)
                if ratio is not None:
                    lines.append(f"ratio {case.name} bluehub/{name} {ratio:.2f}")
    return "\n".join(lines)


def noise(results: Results) -> str:
    share = results.strangers()
    text = f"Other programs used {share:.0%} of one processor in the median measurement."
    return text if share <= NOISE else (
        f"**NOISY: do not quote these figures.** {text} Expected: less than {NOISE:.0%}.")


def tables(results: Results) -> str:
    """One table for each case, and one of the candidates."""
    parts = [part_table(list(results.parts.values()))]
    for case in results.cases:
        rows = [(part, part.figures[case.name]) for part in results.parts.values()
                if case.name in part.figures]
        if rows:
            parts.append(f"## {case.title}\n\n{case_table(case, rows)}")
    return "\n\n".join(parts)


def part_table(parts: list[Part]) -> str:
    rows = ["| candidate | version | first right answer after | most memory (RSS) |", "|---|---|---:|---:|"]
    for part in parts:
        start = "" if part.start_seconds is None else f"{part.start_seconds:.2f} s"
        rows.append(f"| {part.candidate.title} | {part.version} | {start} | {part.peak_mib:.0f} MiB |")
    return "\n".join(rows)


def case_table(case: Case, rows: list[tuple[Part, Figures]]) -> str:
    rate = f" at {case.rate:,}/s" if case.rate else ""
    lines = [f"| candidate | CPU µs per request | requests/s | p50 / p99 / p99.9 ms{rate} "
             "| RSS MiB | bytes allocated | errors |",
             "|---|---:|---:|---:|---:|---:|---:|"]
    for part, figures in rows:
        allocated = "" if figures.allocated is None else f"{figures.allocated:,.0f}"
        spread = [each.cpu_micros for each in figures.rounds]
        lines.append(
            f"| {part.candidate.title} | **{number(figures.cpu_micros)}** "
            f"({number(min(spread))} to {number(max(spread))}) | {figures.rate:,.0f} "
            f"| {latencies(figures)} | {figures.rss_mib:.0f} | {allocated} | {figures.errors} |")
    return "\n".join(lines)


def latencies(figures: Figures) -> str:
    seen = figures.latencies
    if seen is None:
        return ""
    text = f"{seen.p50:.1f} / {seen.p99:.1f} / {seen.p999:.1f}"
    # Less than the rate was answered: the candidate did not sustain it.
    return text if seen.reached > 0.98 * seen.rate else f"{text} (reached {seen.reached:,.0f}/s)"


def number(micros: float) -> str:
    return f"{micros:,.0f}" if micros >= 100 else f"{micros:.1f}"


def page(results: Results) -> str:
    """The whole run as Markdown."""
    about = "\n".join(f"- {key}: {value}" for key, value in machine().items())
    commands = "\n".join(results.commands.values())
    left_out = "\n".join(f"- {reason}" for reason in results.left_out) or "Nothing."
    programs = "\n".join(" ".join([*(f"{key}={value}" for key, value in part.candidate.environment().items()),
                                   *part.command]) for part in results.parts.values())
    return f"""# Load benchmark, {results.date}

Written by `bench/run.sh` in {results.seconds / 60:.0f} minutes; [bench/README.md](../README.md) tells how it
measures. CPU time is that of the candidate's process, user and system: the median of the rounds, with the
least and the most.
{noise(results)}

{about}

{tables(results)}

## CPU per request, BlueHub against the others

```
{ratios(results)}
```

## Left out

{left_out}

## Commands

```
{shortened(programs)}

{shortened(commands)}
```
"""


def shortened(text: str) -> str:
    return "\n".join(" ".join(plain(word) for word in line.split(" ")) for line in text.splitlines())
