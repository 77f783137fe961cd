// Small parts that several views have.
import {el, link, place} from './dom.js';
import {shortName, typeName} from './api.js';

const STREAMS = {server: 'server stream', client: 'client stream', bidi: 'two-way stream'};

/** The method of a route, as a badge. */
export function badge(method) {
  const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) ? method.toLowerCase() : 'other';
  return el(`span.badge.${known}`, {}, method === '*' ? 'ANY' : method);
}

/** A path, its parameters set off. */
export function pathNodes(path) {
  return path.split(/(\{[^{}]*\})/).map((part) => (part.startsWith('{') ? el('span.variable', {}, part) : part));
}

/** What is special about an RPC. */
export function chips(rpc, operation) {
  return [
    rpc.streaming === null ? null : ' ',
    rpc.streaming === null ? null : el('span.chip', {}, STREAMS[rpc.streaming] ?? rpc.streaming),
    operation.deprecated ? el('span.chip.warn', {}, 'deprecated') : null,
  ];
}

/** A service's name, with its package smaller. */
export function serviceName(name) {
  const parts = shortName(name);
  return [parts.package === '' ? null : el('span.package', {}, `${parts.package}.`), parts.name];
}

/** The place of a route. */
export function routePlace(route) {
  return route.number === 1 ? place('rpc', route.rpc.id) : place('rpc', route.rpc.id, String(route.number));
}

/** A link to a type, by its short name. */
export function typeLink(name) {
  return link(place('type', name), shortName(name).name);
}

/**
 * A schema in a few words, with links to the types that it names.
 *
 * @param {import('./api.js').Api} api
 */
export function typeNodes(api, schema) {
  const name = typeName(schema?.$ref);
  if (name !== null) {
    return [typeLink(name)];
  }
  const found = schema ?? {};
  if (found.type === 'array') {
    return ['list of ', ...typeNodes(api, found.items)];
  }
  if (typeof found.additionalProperties === 'object' && found.properties === undefined) {
    return ['map to ', ...typeNodes(api, found.additionalProperties)];
  }
  const choices = found.anyOf ?? found.oneOf;
  if (choices !== undefined && found.type === undefined) {
    return choices.flatMap((choice, i) => [i === 0 ? '' : ' or ', ...typeNodes(api, choice)]);
  }
  if (found.enum !== undefined) {
    return [found.enum.map((each) => JSON.stringify(each)).join(' | ')];
  }
  if (isDuration(found)) {
    return ['duration'];
  }
  const type = Array.isArray(found.type) ? found.type.filter((each) => each !== 'null').join(' or ') : found.type;
  return [type ?? 'anything', found.format === undefined ? '' : ` (${found.format})`];
}

const CONSTRAINTS = {
  minimum: '≥', maximum: '≤', exclusiveMinimum: '>', exclusiveMaximum: '<', multipleOf: 'multiple of',
  minLength: 'length ≥', maxLength: 'length ≤', minItems: 'items ≥', maxItems: 'items ≤',
  minProperties: 'entries ≥', maxProperties: 'entries ≤', pattern: 'pattern', const: '=',
};

/** Durations are the only texts whose pattern ends so: "1.5s". */
export function isDuration(schema) {
  return schema.pattern?.endsWith('?s$') === true;
}

/** What a schema asks of a value, beside its type; the patterns of well-known formats say no more than those. */
export function constraints(schema) {
  const hidden = schema.format !== undefined || isDuration(schema) ? ['pattern'] : [];
  if (schema.format === 'uint32' && schema.maximum === 4294967295) {
    hidden.push('minimum', 'maximum');
  }
  return Object.entries(CONSTRAINTS)
    .filter(([key]) => schema[key] !== undefined && !hidden.includes(key))
    .map(([key, words]) => el('span.constraint', {}, `${words} ${schema[key]}`));
}

/** A time of this browser's zone, in the form of ISO 8601. */
export function timeNode(iso) {
  return iso === null || iso === undefined
    ? '–'
    : el('time', {datetime: iso, title: iso}, new Date(iso).toLocaleString('sv-SE'));
}

/** Bytes in a unit that fits. */
export function sizeText(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Milliseconds in a unit that fits. */
export function durationText(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
