// Sends requests and tells what comes back, as it comes.
import {splitter} from './streams.js';

/**
 * @typedef {Object} Listener
 * @property {function(Response, number): void} head with the milliseconds since the request was sent
 * @property {function({text: string, error: boolean=}, number): void} message of a stream
 * @property {function({bytes: Uint8Array|null, size: number, time: number}): void} end bytes of what is no stream
 */

/**
 * Sends a request by fetch. Fails as fetch does, and with an AbortError once the signal says so.
 *
 * @param {{method: string, target: string, headers: Array<[string, string]>, body: string|File|null}} request
 * @param {boolean} streams whether the answer is a stream where it is no error
 * @param {AbortSignal} signal
 * @param {Listener} listener
 */
export async function send(request, streams, signal, listener) {
  const start = performance.now();
  const time = () => performance.now() - start;
  const answer = await fetch(request.target, {
    method: request.method,
    headers: request.headers,
    body: request.body ?? undefined,
    cache: 'no-store',
    signal,
  });
  listener.head(answer, time());
  const parts = splitter(answer.headers.get('content-type') ?? '', streams && answer.ok);
  const decoder = new TextDecoder();
  const chunks = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const {done, value} = (await reader?.read()) ?? {done: true};
    if (done) {
      break;
    }
    size += value.length;
    if (parts === null) {
      chunks.push(value);
    } else {
      parts.push(decoder.decode(value, {stream: true})).forEach((each) => listener.message(each, time()));
    }
  }
  parts?.end().forEach((each) => listener.message(each, time()));
  listener.end({bytes: parts === null ? joined(chunks, size) : null, size, time: time()});
}

function joined(chunks, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * Opens a WebSocket at a path of this host.
 *
 * @param {string} target path and query
 * @param {{open: function(): void, message: function({text: string, error: boolean=}): void,
 *     close: function(CloseEvent): void}} listener
 */
export function socket(target, listener) {
  const url = new URL(target, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const opened = new WebSocket(url);
  let last = null;
  const tell = (error) => {
    if (last !== null) {
      listener.message(error ? {text: last, error} : {text: last});
    }
    last = null;
  };
  opened.addEventListener('open', listener.open);
  opened.addEventListener('message', (event) => {
    tell(false);
    last = String(event.data);
    // Whether it tells of an error is known only when the end comes right behind it.
    if (/^\{"error":/.test(last)) {
      return;
    }
    tell(false);
  });
  opened.addEventListener('close', (event) => {
    tell(event.code >= 4000);
    listener.close(event);
  });
  return opened;
}
