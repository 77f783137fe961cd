// The same request for a shell: curl for the gateway, grpcurl for the service behind it.

/** A word of a POSIX shell that means this text and nothing else. */
export function quoted(text) {
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command of several options, one a line. */
function command(words) {
  return words.map((group) => group.map(quoted).join(' ')).join(' \\\n  ');
}

/**
 * @param {{method: string, url: string, headers: Array<[string, string]>, body: string|File|null, stream: boolean}} request
 * @returns {string} the curl command that sends it
 */
export function curl(request) {
  const words = [request.stream ? ['curl', '-N', request.url] : ['curl', request.url]];
  const usual = request.body === null ? 'GET' : 'POST';
  if (request.method === 'HEAD') {
    words.push(['--head']);
  } else if (request.method !== usual) {
    words.push(['-X', request.method]);
  }
  for (const [name, text] of request.headers) {
    // A header without a value is one that curl leaves out, unless a semicolon ends its name.
    words.push(['-H', text === '' ? `${name};` : `${name}: ${text}`]);
  }
  if (request.body instanceof File) {
    words.push(['--data-binary', `@${request.body.name}`]);
  } else if (request.body !== null) {
    words.push(['--data-raw', request.body]);
  }
  return command(words);
}

/**
 * @param {string} rpc package.Service/Method
 * @param {string} input the request's message as JSON, or several one after the other
 * @param {Array<[string, string]>} headers that a service gets as metadata
 */
export function grpcurl(rpc, input, headers) {
  const words = [['grpcurl', '-plaintext']];
  for (const [name, text] of headers) {
    words.push(['-H', `${name}: ${text}`]);
  }
  words.push(['-d', input], ['HOST:PORT', rpc]);
  return command(words);
}
