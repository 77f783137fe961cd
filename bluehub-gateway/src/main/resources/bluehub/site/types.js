// The types: all of them, and each with its fields.
import {el, copyButton, portions} from './dom.js';
import {constraints, routePlace, typeLink, typeNodes} from './parts.js';
import {prose, spans} from './prose.js';
import {example} from './example.js';
import {pretty, jsonNodes} from './json.js';
import {shortName} from './api.js';

/** @param {import('./api.js').Api} api */
export function types(api) {
  const names = Object.keys(api.types).sort((a, b) => (a < b ? -1 : 1));
  const list = el('div.list');
  portions(list, names, (name) => typeRow(api, name), null);
  return el('article', {}, el('h1', {tabindex: '-1'}, 'Types'),
    el('p.lead', {}, 'The messages and enums of all requests and answers, in their JSON form.'), list);
}

function typeRow(api, name) {
  const first = (api.types[name].description ?? '').split(/\n\s*\n/)[0];
  return el('div.row.plain', {}, el('span.name', {}, typeLink(name)), el('span.package', {}, shortName(name).package),
    el('span.summary', {}, spans(first)));
}

/** One type; null where there is none of that name. */
export function type(api, name) {
  const schema = Object.hasOwn(api.types, name) ? api.types[name] : null;
  if (schema === null) {
    return null;
  }
  const text = pretty(JSON.stringify(example(api, {$ref: `#/components/schemas/${name}`})));
  const users = usersOf(api, name);
  return el(
    'article.type',
    {},
    el('p.place', {}, shortName(name).package),
    el('h1', {tabindex: '-1'}, shortName(name).name),
    el('div.prose', {}, prose(schema.description)),
    fields(api, schema),
    el('h2', {}, 'Example'),
    el('div.block', {}, el('pre.code', {tabindex: '0', 'aria-label': 'Example'}, jsonNodes(text)), copyButton(() => text, 'the example')),
    users.length === 0 ? null : [el('h2', {}, 'Used by'), el('ul', {}, users.map((node) => el('li', {}, node)))],
    el('p', {}, el('a', {href: `/schemas/${encodeURIComponent(name)}.json`}, 'JSON Schema')),
  );
}

/** The fields of a message, or the values of an enum. */
export function fields(api, schema) {
  if (schema.enum !== undefined) {
    return el('p.values', {}, schema.enum.map((each) => el('code', {}, String(each))));
  }
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    return schema.type === 'object' ? el('p.muted', {}, 'No fields of its own.') : el('p', {}, typeNodes(api, schema));
  }
  return el('dl.fields', {}, properties.map(([name, field]) => [
    el('dt', {}, el('code', {}, name), ' ', el('span.kind', {}, typeNodes(api, field)), marks(schema, name, field)),
    el('dd', {}, prose(field.description), field.$ref === undefined ? constraints(field) : null),
  ]));
}

function marks(schema, name, field) {
  return [
    schema.required?.includes(name) ? el('span.chip.need', {}, 'required') : null,
    field.readOnly ? el('span.chip', {}, 'answers only') : null,
    field.writeOnly ? el('span.chip', {}, 'requests only') : null,
    field.deprecated ? el('span.chip.warn', {}, 'deprecated') : null,
  ];
}

/** Types and RPCs that name a type. */
function usersOf(api, name) {
  const mark = JSON.stringify(`#/components/schemas/${name}`);
  const byType = Object.entries(api.types).filter(([other, schema]) => other !== name && JSON.stringify(schema).includes(mark));
  const byRoute = api.routes.filter((route) => JSON.stringify(route.operation).includes(mark));
  return [
    ...byRoute.map((route) => el('a', {href: routePlace(route)}, `${route.rpc.name}, ${route.method} ${route.path}`)),
    ...byType.map(([other]) => typeLink(other)),
  ].slice(0, 100);
}
