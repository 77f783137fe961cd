"""Single requests beside the load: is the answer right, and does the server speak h2c?"""

import http.client
import socket
import threading
import time

from cases import Case

# RFC 9113 §3.4: the client's preface, and an empty SETTINGS frame.
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\x04\0\0\0\0\0"
SETTINGS = 4
# On every request: Vert.x' transcoding wants it on a GET, too.
HEADERS = {"Content-Type": "application/json"}


def problem(case: Case, port: int, seconds: float = 10) -> str | None:
    """Asks once over HTTP/1.1; what is wrong with the answer, or None."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        try:
            connection.request(case.method, case.path, case.body(), HEADERS)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as fault:
        return f"{type(fault).__name__} {fault}"
    if response.status != 200:
        return f"answered {response.status}, expected 200: {answer[:100]!r}"
    if not case.is_right(answer):
        return f"answered {answer[:100]!r}, expected what was sent"
    return None


def speaks_h2c(port: int) -> bool:
    """By prior knowledge: its first frame has to be SETTINGS (RFC 9113 §3.4)."""
    try:
        with socket.create_connection(("127.0.0.1", port), 2) as connection:
            connection.sendall(PREFACE)
            head = b""
            while len(head) < 9:
                piece = connection.recv(9 - len(head))
                if not piece:
                    return False
                head += piece
            return head[3] == SETTINGS
    except OSError:
        return False


class Sampler:
    """Looks at an answer twice a second while a generator runs, unless it is `off`."""

    def __init__(self, case: Case, port: int, off: bool = False):
        self.looked = 0
        self.problems: list[str] = []
        self._case = case
        self._port = port
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if off:
            self._stop.set()

    def __enter__(self) -> "Sampler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(20)

    def _look(self) -> None:
        while not self._stop.wait(0.5):
            found = problem(self._case, self._port)
            self.looked += 1
            if found:
                self.problems.append(found)


def seconds_to_first(case: Case, port: int, since: float, runs, limit: float = 60) -> float:
    """Waits for the first right answer; gives the seconds from `since`, in time.monotonic()."""
    found: str | None = "nobody listens"
    while time.monotonic() - since < limit:
        if not runs():
            raise RuntimeError(f"ended before its first answer ({found})")
        found = problem(case, port, 5)
        if found is None:
            return time.monotonic() - since
        time.sleep(0.01)
    raise RuntimeError(f"no right answer within {limit:.0f} s: {found}")
