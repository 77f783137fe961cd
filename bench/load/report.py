"""What a run has found, for people."""

from candidates import Candidate
from cases import Case
from measure import Round
from results import Figures, Results

# With more than this of one processor taken by others, figures are no good for a comparison.
NOISE = 0.1


def line(candidate: Candidate, case: Case, measured: Round) -> str:
    return (f"{candidate.name:16} {case.name:14} {measured.cpu_micros:8.1f} us/request "
            f"{measured.rate:9.0f} requests/s {measured.errors} errors")


def show(results: Results) -> None:
    print()
    print(table(results))
    for name, part in results.parts.items():
        for case in results.cases:
            if name != "bluehub" and not part.candidate.limit_of:
                ratio = results.ratio("bluehub", name, case)
                if ratio is not None:
                    print(f"ratio {case.name} bluehub/{name} {ratio:.2f}")


def table(results: Results) -> str:
    rows = ["| candidate | case | CPU us/request | requests/s | RSS MiB | allocated bytes | errors | start s |",
            "|---|---|---:|---:|---:|---:|---:|---:|"]
    for part in results.parts.values():
        for case in results.cases:
            figures = part.figures.get(case.name)
            if figures:
                rows.append(row(part.candidate.title, case, figures, part.start_seconds))
    text = "\n".join(rows) + "\n"
    if results.strangers() > NOISE:
        text += (f"\nNOISY: other programs used {results.strangers():.0%} of one processor in the median "
                 f"measurement, expected less than {NOISE:.0%}.\n")
    return text


def row(title: str, case: Case, figures: Figures, start: float) -> str:
    allocated = "" if figures.allocated is None else f"{figures.allocated:,.0f}"
    return (f"| {title} | {case.name} | {figures.cpu_micros:.1f} | {figures.rate:,.0f} "
            f"| {figures.rss_mib:.0f} | {allocated} | {figures.errors} | {start:.2f} |")


def write(results: Results) -> None:
    """Later."""
