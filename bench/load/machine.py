"""What the run ran on."""

import os
import platform
import re
import subprocess
from pathlib import Path


def machine() -> dict[str, str]:
    model = _first("/proc/cpuinfo", r"model name\s*: (.*)")
    kibibytes = int(_first("/proc/meminfo", r"MemTotal:\s*(\d+)"))
    system = _first("/etc/os-release", r'PRETTY_NAME="(.*)"')
    return {
        "processors": f"{os.cpu_count()} x {model}",
        "memory": f"{kibibytes / (1 << 20):.0f} GiB",
        "system": f"{system}, Linux {platform.release()}",
        "java": _says([f"{os.environ['JAVA_HOME']}/bin/java", "-version"]).splitlines()[-1],
        "go": _says(["go", "version"]),
        "wrk": _says(["wrk", "-v"]).partition(" [")[0],
        "h2load": _says(["h2load", "--version"]),
    }


def _first(file: str, pattern: str) -> str:
    found = re.search(pattern, Path(file).read_text())
    return found[1].strip() if found else "?"


def _says(command: list[str]) -> str:
    """What a program prints first; nothing when it is not there."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return "none"
    return (result.stdout or result.stderr).strip()
