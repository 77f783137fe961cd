"""What is asked of each candidate: the cases, their bodies, and the answers that are right."""

import functools
import json
from dataclasses import dataclass

STREAMED = 1000


@dataclass(frozen=True)
class Case:
    """One kind of request at one number of connections.

    `rate` is what every candidate sustains on two cores, in requests per second: latencies are
    measured at it. Without one, the case has no measurement at a fixed rate. `warm_up` is how many
    requests a JVM gets at least before it is measured.
    """

    name: str
    title: str
    path: str
    size: int | None = None
    connections: int = 64
    h2c: bool = False
    rate: int | None = None
    warm_up: int = 20_000

    @property
    def method(self) -> str:
        return "GET" if self.size is None else "POST"

    @property
    def kind(self) -> str:
        """What two cases have in common that differ in connections or protocol only."""
        return self.name.partition("@")[0]

    def body(self) -> bytes | None:
        return None if self.size is None else order(self.size)

    def is_right(self, answer: bytes) -> bool:
        """JSON-equal to what was expected, however it is printed."""
        try:
            if self.kind == "stream":
                return messages(answer) == [
                    {"message": "Hello hirasawa", "number": number}
                    for number in range(1, STREAMED + 1)]
            expected = {"message": "Hello hirasawa"} if self.size is None else json.loads(order(self.size))
            return json.loads(answer) == expected
        except ValueError:
            return False


def messages(answer: bytes) -> list[object]:
    """A stream as a JSON array, as lines, or as grpc-gateway's lines of {"result": message}."""
    text = answer.decode()
    if text.lstrip().startswith("["):
        return json.loads(text)
    lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [line.get("result", line) for line in lines]


@functools.cache
def order(size: int) -> bytes:
    """An order of exactly `size` bytes of JSON, in the form in which protobuf prints it.

    No field has its default value: gateways differ in whether they print those.
    """
    lines = [line(number) for number in range(1, 4)]
    message: dict[str, object] = {
        "id": "orders/2026-000123",
        "number": "9007199254740993",
        "status": "STATUS_PAID",
        "createTime": "2026-11-25T10:15:30Z",
        "customer": {
            "name": "Yui Hirasawa",
            "email": "yui@example.com",
            "address": {"street": "Sakuragaoka 1-2-3", "city": "京都", "postalCode": "606-0001",
                        "countryCode": "JP"},
        },
        "lines": lines,
        "labels": {"channel": "web", "campaign": "autumn"},
        "total": 1234.5,
        "gift": True,
        "history": [1, 20, 300, 4000],
        "checksum": "3q2+7w==",
        "note": "",
    }
    room = size - len(printed(message))
    while room > 256:
        lines.append(line(len(lines) + 1))
        room -= len(printed(lines[-1])) + len(",")
    message["note"] = "n" * (size - len(printed(message)))
    return printed(message)


def line(number: int) -> dict[str, object]:
    return {"product": f"products/guitar-{number}", "quantity": number, "unitPrice": number + 0.25,
            "tags": ["left-handed", "sunburst", f"shelf {number}"]}


def printed(message: object) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


GET = "/v1/hello/hirasawa"
POST = "/v1/orders"
STREAM = f"/v1/greetings/hirasawa?count={STREAMED}"

CASES: tuple[Case, ...] = (
    Case("get", "GET sayhello", GET, rate=2000),
    Case("post1k", "POST 1 KiB", POST, size=1024, rate=1000),
    Case("post100k", "POST 100 KiB", POST, size=100 * 1024, rate=40, warm_up=2000),
    Case("stream", f"stream of {STREAMED:,}", STREAM, rate=20, warm_up=1000),
    Case("get@1", "GET, 1 connection", GET, connections=1),
    Case("get@512", "GET, 512 connections", GET, connections=512),
    Case("get@h2c", "GET, h2c", GET, h2c=True),
    Case("post1k@h2c", "POST 1 KiB, h2c", POST, size=1024, h2c=True),
    Case("post100k@h2c", "POST 100 KiB, h2c", POST, size=100 * 1024, h2c=True, warm_up=2000),
    Case("stream@h2c", f"stream of {STREAMED:,}, h2c", STREAM, h2c=True, warm_up=1000),
)
QUICK = tuple(case for case in CASES if case.name in ("get", "post1k"))
