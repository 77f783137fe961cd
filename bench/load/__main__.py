"""The load benchmark's command line; bench/run.sh calls it."""

import argparse
import signal
import sys

import builds
from candidates import ALL
from cases import CASES, QUICK
from processes import stop_all
from profiling import profile
from session import WARM_UP_SECONDS, Plan, Session


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/run.sh", allow_abbrev=False,
        description="Compares BlueHub with other gateways under load, side by side in one run.")
    parser.add_argument("--quick", action="store_true",
                        help="GET and POST 1 KiB only, under four minutes, ending with ratios")
    parser.add_argument("--only", metavar="LIST",
                        help="candidates and cases to take, separated by commas, such as bluehub,envoy,get")
    parser.add_argument("--rounds", type=positive, metavar="N", default=3, help="3 unless set")
    parser.add_argument("--seconds", type=positive, metavar="N",
                        help="seconds of each measurement: 5 unless set, 2 with --quick")
    parser.add_argument("--profile", nargs=2, metavar=("CANDIDATE", "CASE"),
                        help="shows where a candidate spends its CPU time instead of comparing any")
    parser.add_argument("--list", action="store_true", help="prints candidates and cases, and ends")
    return parser.parse_args()


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def plan(options: argparse.Namespace) -> Plan:
    cases = QUICK if options.quick else CASES
    candidates = tuple(who for who in ALL if not (options.quick and who.variant))
    if options.only:
        wanted = options.only.split(",")
        for name in wanted:
            named((*ALL, *CASES), name)
        candidates = tuple(who for who in ALL if who.name in wanted) or candidates
        cases = tuple(case for case in CASES if case.name in wanted) or cases
    return Plan(candidates, cases, options.rounds, options.seconds or (2 if options.quick else 5),
                1 if options.quick else WARM_UP_SECONDS,
                latencies=not options.quick, full=not options.quick and not options.only)


def named(entries: tuple, name: str):
    for entry in entries:
        if entry.name == name:
            return entry
    print(f"{name!r} is unknown, expected a name that --list prints", file=sys.stderr)
    sys.exit(2)


def interrupted(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def main() -> None:
    options = arguments()
    if options.list:
        for who in ALL:
            print(f"candidate  {who.name:16} {who.title}")
        for case in CASES:
            print(f"case       {case.name:16} {case.title}")
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    try:
        if options.profile:
            profile(named(ALL, options.profile[0]), named(CASES, options.profile[1]), options.seconds or 10)
        else:
            Session(plan(options)).run()
    except builds.Missing as missing:
        sys.exit(str(missing))
    finally:
        stop_all()


main()
