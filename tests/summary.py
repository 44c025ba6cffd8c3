#!/usr/bin/env python3
"""Counts the test cases of build folders in which "meson test" ran, and of files with TAP.

The last line printed is "N passed, N failed, N skipped". The exit status is 1 if a case failed or
none ran.
"""

import argparse
import json
import pathlib
import re
import sys
from collections import Counter

CASE = re.compile(r"^(not )?ok +\d+\b(.*)$", re.MULTILINE)
PLAN = re.compile(r"^1\.\.(\d+)", re.MULTILINE)
DIRECTIVE = re.compile(r"#\s*(SKIP|TODO)\b", re.IGNORECASE)

# What meson calls the result of a whole program.
RESULTS = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}


def count_program(test):
    """Counts the cases of one test program, an entry of meson's log.

    A program that prints no TAP cases is a case itself. One that died is one more failure, unless
    the last case it printed is the failure that it died of.
    """
    result = RESULTS.get(test["result"], "failed")
    output = test.get("stdout") or ""

    cases = Counter()
    last = None
    for negation, rest in CASE.findall(output):
        if DIRECTIVE.search(rest):
            last = "skipped"
        else:
            last = "failed" if negation else "passed"
        cases[last] += 1
    if not cases:
        return Counter({result: 1})

    plan = PLAN.search(output)
    died = plan is not None and cases.total() < int(plan.group(1))
    if result == "failed" and last != "failed" and (died or not cases["failed"]):
        cases["failed"] += 1
    return cases


def count_file(path):
    """Counts what a program printed as TAP; without all that it planned it died."""
    output = path.read_text(encoding="utf-8", errors="replace")
    plan = PLAN.search(output)
    if plan is not None and plan.group(1) == "0":
        return Counter(skipped=1)

    complete = plan is not None and len(CASE.findall(output)) == int(plan.group(1))
    return count_program({"result": "OK" if complete else "ERROR", "stdout": output})


def count_folder(folder):
    """Counts what ran in a build folder; one in which nothing did is a failure."""
    # A default test setup adds its name to that of the log.
    logs = sorted((folder / "meson-logs").glob("testlog*.json"))
    if not logs:
        print(f"No test ran in {folder.name}", file=sys.stderr)
        return Counter(failed=1)

    counts = Counter()
    for log in logs:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            counts += count_program(json.loads(line))
    return counts


def main():
    """Prints the sum of all folders and of what is given as options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", metavar="PATH", nargs="+", type=pathlib.Path,
                        help="a build folder, or a file with TAP")
    parser.add_argument("--passed", type=int, default=0, help="cases that passed elsewhere")
    parser.add_argument("--failed", type=int, default=0, help="cases that failed elsewhere")
    options = parser.parse_args()

    counts = Counter(passed=options.passed, failed=options.failed)
    for path in options.paths:
        counts += count_file(path) if path.is_file() else count_folder(path)

    print(", ".join(f"{counts[name]} {name}" for name in ("passed", "failed", "skipped")))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
