// The sample service and the gateway in front of it, on free ports of the loopback.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';

const MOST_MS = 120_000;

async function freePorts(count) {
  const servers = Array.from({length: count}, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

function java(jar, settings) {
  const log = [];
  const process_ = spawn(
    `${process.env.JAVA_HOME}/bin/java`,
    ['-XX:+UseSerialGC', '-Xmx192m', '--enable-native-access=ALL-UNNAMED', '-jar', jar, ...settings.map((each) => `--${each}`)],
    {stdio: ['ignore', 'pipe', 'pipe']},
  );
  process_.stdout.on('data', (text) => log.push(text));
  process_.stderr.on('data', (text) => log.push(text));
  return {process: process_, log};
}

async function ready(port, program) {
  const end = Date.now() + MOST_MS;
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/actuator/health/readiness`);
      if (answer.ok) {
        return;
      }
    } catch {
      // Not yet.
    }
    if (program.process.exitCode !== null || Date.now() > end) {
      throw new Error(`It did not become ready:\n${program.log.join('').slice(-4000)}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Starts both; `url` is the gateway's, `stop` ends both. */
export async function start() {
  const [router, routerHealth, gateway, gatewayHealth] = await freePorts(4);
  const programs = [
    java(process.env.ROUTER_JAR, [
      'spring.grpc.server.address=127.0.0.1', `spring.grpc.server.port=${router}`,
      'server.address=127.0.0.1', `server.port=${routerHealth}`,
    ]),
    java(process.env.GATEWAY_JAR, [
      'bluehub.http.address=127.0.0.1', `bluehub.http.port=${gateway}`,
      `bluehub.upstreams.router.target=dns:///127.0.0.1:${router}`,
      'bluehub.site.title=Greetings', 'server.address=127.0.0.1', `server.port=${gatewayHealth}`,
    ]),
  ];
  const stop = () => programs.forEach((program) => program.process.kill('SIGKILL'));
  try {
    await Promise.all([ready(routerHealth, programs[0]), ready(gatewayHealth, programs[1])]);
  } catch (failure) {
    stop();
    throw failure;
  }
  return {url: `http://127.0.0.1:${gateway}`, stop};
}
