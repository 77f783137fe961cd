// A form's values as a request: its URL, and the message that the service gets of it.

/**
 * @typedef {Object} Values
 * @property {Map<string, string>} path by the parameter's name
 * @property {Array<[string, string]>} query pairs of key and value, as they are sent
 */

/** Reserved in a path segment or not: all but the unreserved characters of RFC 3986 §2.3 are escaped. */
export function escaped(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A path with its parameters filled in. */
export function pathOf(route, values) {
  return route.path.replace(/\{([^{}]+)\}/g, (_, name) => {
    const text = values.get(name) ?? '';
    return isRest(route, name) ? text.split('/').map(escaped).join('/') : escaped(text);
  });
}

function isRest(route, name) {
  return parameters(route, 'path').some((each) => each.name === name && each['x-bluehub-segments'] === 'any');
}

/** The parameters of a route at one place: path or query. */
export function parameters(route, place) {
  return (route.operation.parameters ?? []).filter((each) => each.in === place);
}

/** The target of a request: path and query. */
export function targetOf(route, values) {
  const query = values.query.map(([key, text]) => `${escaped(key)}=${escaped(text)}`).join('&');
  return pathOf(route, values.path) + (query === '' ? '' : `?${query}`);
}

/**
 * Why a browser cannot send the path; null if it can. It takes these for steps up and down the path, however they are
 * escaped (https://url.spec.whatwg.org/#double-dot-path-segment).
 */
export function unsendable(path) {
  const dots = path.split('/').find((segment) => /^(\.|%2e){1,2}$/i.test(segment));
  return dots === undefined ? null : `A browser cannot send the path segment "${dots}". curl can, with --path-as-is.`;
}

/**
 * What path and query set in the RPC's request.
 *
 * @param {import('./api.js').Api} api
 * @returns {Object} fields by name; nested where a name has dots
 */
export function fieldsOf(api, route, values) {
  const fields = {};
  for (const each of parameters(route, 'path')) {
    const field = each['x-bluehub-field'] ?? each.name;
    const whole = each['x-bluehub-pattern'];
    const text =
      whole === undefined
        ? (values.path.get(each.name) ?? '')
        : whole.replace(/\{([^{}]+)\}/g, (_, name) => values.path.get(name) ?? '');
    put(fields, field, typed(api, each.schema, text));
  }
  const schemas = new Map(parameters(route, 'query').map((each) => [each.name, each.schema]));
  for (const [key, text] of values.query) {
    const map = /^([^[\]]+)\[(.*)\]$/s.exec(key);
    if (map !== null && !schemas.has(key)) {
      put(fields, map[1], {...(get(fields, map[1]) ?? {}), [map[2]]: typed(api, api.resolve(schemas.get(map[1])).additionalProperties, text)});
    } else {
      const schema = api.resolve(schemas.get(key));
      put(fields, key, schema.type === 'array' ? [...(get(fields, key) ?? []), typed(api, schema.items, text)] : typed(api, schema, text));
    }
  }
  return fields;
}

function typed(api, schema, text) {
  const {type} = api.resolve(schema);
  if (type === 'boolean' && (text === 'true' || text === 'false')) {
    return text === 'true';
  }
  return (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function get(fields, name) {
  return name.split('.').reduce((inner, key) => own(inner, key), fields);
}

function own(fields, key) {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function put(fields, name, value) {
  const keys = name.split('.');
  const last = keys.pop();
  let inner = fields;
  for (const key of keys) {
    if (typeof own(inner, key) !== 'object') {
      define(inner, key, {});
    }
    inner = inner[key];
  }
  define(inner, last, value);
}

/** A field may have any name, also those that assignments take for something else (__proto__). */
function define(fields, key, value) {
  Object.defineProperty(fields, key, {value, writable: true, enumerable: true, configurable: true});
}

/** Lines of "Name: value". */
export function headersOf(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}

/** A body in JSON, or in JSON as lines, as its values; null for a text that is none. */
export function messagesOf(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    try {
      return text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
    } catch {
      return null;
    }
  }
}
