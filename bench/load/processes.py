"""Programs that the benchmark starts: each is stopped by its id, whatever happens."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)
_running: list["Program"] = []


def _die_with_parent() -> None:
    """Ends the child when the benchmark is killed and cannot stop it any more (prctl(2))."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Program:
    """One process; its output goes to a log file, and its standard input is a pipe on request."""

    def __init__(self, name: str, command: list[str], log: Path, env: dict[str, str] | None = None,
                 talks: bool = False, folder: Path | None = None):
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if talks else output,
                stderr=output if talks else subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                cwd=folder,
                # Ctrl-C reaches the benchmark alone, which then stops its programs in order.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self.pid = self._process.pid
        _running.append(self)

    def runs(self) -> bool:
        return self._process.poll() is None

    def wait(self, seconds: float) -> int:
        """Waits for the end; one that takes longer is stopped and counts as failed."""
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.stop()
            raise RuntimeError(f"{self.name} took longer than {seconds:.0f} s, expected it to end; "
                               f"see {self.log}") from None
        _running.remove(self)
        return status

    def ask(self, line: str) -> str:
        """Sends one line to a program that talks, and gives its answer."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().decode().strip()

    def end(self, seconds: float) -> int:
        """Asks for an orderly end, and waits for it."""
        self._process.terminate()
        return self.wait(seconds)

    def stop(self) -> None:
        if self.runs():
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self in _running:
            _running.remove(self)

    def cpu_seconds(self) -> float:
        """User and system time of all its threads, those that have ended included (proc(5))."""
        stat = Path(f"/proc/{self.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mib(self, key: str = "VmRSS") -> float:
        """Resident memory, or with VmHWM the most that it ever was."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"/proc/{self.pid}/status has no {key}, expected one")


def stop_all() -> None:
    for program in reversed(list(_running)):
        program.stop()


def busy_seconds() -> float:
    """CPU time that the whole machine has used, idle, waiting and stolen time left out."""
    user, nice, system, _idle, _wait, irq, soft_irq = (
        int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:8])
    return (user + nice + system + irq + soft_irq) / TICKS


def children_seconds() -> float:
    """CPU time of the programs that have ended, and of the benchmark itself."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(program: Program, port: int, seconds: float) -> None:
    """Waits until somebody listens there; a program that ends first is a failure at once."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not program.runs():
            raise RuntimeError(f"{program.name} ended before it listened on port {port}; "
                               f"see {program.log}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{program.name} does not listen on port {port} after {seconds:.0f} s; "
                       f"see {program.log}")
