// Examples that a schema takes, to begin with.

import {isDuration} from './parts.js';

const MAX_DEPTH = 4;

/**
 * A value that fits a schema, as a reader would begin to write one: each field once, one of each oneof.
 *
 * @param {import('./api.js').Api} api
 * @param {Object} schema
 */
export function example(api, schema) {
  return value(api, schema, 'text', []);
}

function value(api, schema, name, outer) {
  const ref = schema?.$ref;
  const found = api.resolve(schema);
  if (found.const !== undefined) {
    return found.const;
  }
  if (found.enum !== undefined) {
    // The first is what is meant by leaving the field out.
    return found.enum[1] ?? found.enum[0];
  }
  const choices = found.anyOf ?? found.oneOf;
  if (found.type === undefined && choices?.length > 0) {
    return value(api, choices[0], name, outer);
  }
  switch (kind(found)) {
    case 'object':
      return object(api, found, ref === undefined ? outer : [...outer, ref]);
    case 'array':
      return repeats(found.items, outer) ? [] : [value(api, found.items ?? {}, singular(name), outer)];
    case 'integer':
    case 'number':
      return number(found);
    case 'boolean':
      return true;
    case 'string':
      return text(found, name);
    default:
      return null;
  }
}

function kind(schema) {
  return Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type;
}

/** Messages may hold themselves. */
function repeats(schema, outer) {
  return schema?.$ref !== undefined && (outer.includes(schema.$ref) || outer.length >= MAX_DEPTH);
}

function object(api, schema, outer) {
  const fields = {};
  const apart = pairs(schema);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const taken = apart.some((pair) => pair.includes(name) && pair.some((other) => other !== name && other in fields));
    if (!taken && !repeats(field, outer) && !api.resolve(field).readOnly && !isAny(field)) {
      fields[name] = value(api, field, name, outer);
    }
  }
  if (schema.properties === undefined && typeof schema.additionalProperties === 'object') {
    if (!repeats(schema.additionalProperties, outer)) {
      fields[key(schema.propertyNames ?? {})] = value(api, schema.additionalProperties, 'value', outer);
    }
  }
  return fields;
}

/** Keys of maps are texts, also those of numbers. */
function key(schema) {
  return schema.enum?.[0] ?? (schema.pattern?.includes('[0-9]') ? '1' : 'key');
}

/** Those of which at most one is set: not required together. */
function pairs(schema) {
  return [schema, ...(schema.allOf ?? [])]
    .flatMap((part) => (part.not === undefined ? [] : (part.not.anyOf ?? [part.not])))
    .map((part) => part.required)
    .filter((pair) => pair?.length > 1);
}

/** Nothing fits without knowing what is meant. */
function isAny(schema) {
  return [schema.$ref, schema.items?.$ref, schema.additionalProperties?.$ref].includes('#/components/schemas/google.protobuf.Any');
}

function number(schema) {
  const least = schema.minimum ?? (schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : undefined);
  const most = schema.maximum ?? (schema.exclusiveMaximum !== undefined ? schema.exclusiveMaximum - 1 : undefined);
  return Math.min(Math.max(1, least ?? 1), most ?? Infinity);
}

function text(schema, name) {
  switch (schema.format) {
    case 'date-time':
      return new Date().toISOString().replace(/\.\d+/, '');
    case 'int64':
    case 'uint64':
      return '1';
    case 'byte':
      return 'aGVsbG8=';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000';
    case 'email':
      return `${name}@example.com`;
    case 'uri':
      return 'https://example.com/';
    case 'ipv4':
      return '192.0.2.1';
    default:
      return isDuration(schema) ? '1s' : name.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 100);
  }
}

function singular(name) {
  return name.endsWith('s') ? name.slice(0, -1) : name;
}
