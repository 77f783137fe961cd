// The state of each upstream and its schema.
import {el} from './dom.js';
import {timeNode} from './parts.js';

const WORDS = {
  serving: ['good', 'serving', 'What its source has is served.'],
  last_good: ['warn', 'last good', 'Its newest schema cannot be had or is refused. The last good one is served on.'],
  refused: ['bad', 'refused', 'Its schema is refused, and there is none to serve instead.'],
  waiting: ['warn', 'waiting', 'No schema has been had yet.'],
};

/** @param {{upstreams: Array<Object>}|null} state as /_bluehub/state.json has it; null where it cannot be had */
export function state(state, refresh) {
  return el(
    'article.states',
    {},
    el('h1', {tabindex: '-1'}, 'State'),
    el('p.lead', {}, 'The services behind this gateway, and the schemas that they are served by.'),
    el('p', {}, el('button', {type: 'button', click: refresh}, 'Refresh')),
    state === null
      ? el('p.note.bad', {role: 'alert'}, 'The state cannot be had: the gateway does not answer.')
      : state.upstreams.map(upstream),
  );
}

function upstream(each) {
  const [kind, word, meaning] = WORDS[each.status] ?? ['warn', each.status, ''];
  const facts = [
    ['Services', number(each.services)],
    ['RPCs', number(each.rpcs)],
    ['Routes', number(each.routes)],
    ['Since', timeNode(each.since)],
    ['Last check', timeNode(each.checked)],
    ['Last confirmed', timeNode(each.confirmed)],
    ['Schemas taken', number(each.swaps)],
    ['Checks failed', number(each.failures)],
    ['Digest', each.digest ? el('code', {title: each.digest}, each.digest.slice(0, 12)) : '–'],
    ['Target', each.target],
    ['Source', each.source],
    ['Taken from', each.origin],
  ];
  return el(
    'section.upstream',
    {},
    el('h2', {}, each.name, ' ', el(`span.chip.${kind}`, {}, word)),
    el('p', {}, meaning),
    el('dl.facts', {}, facts.filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
    each.problems.length === 0
      ? null
      : [el('h3', {}, each.problems.length === 1 ? 'One problem' : `${each.problems.length} problems`),
        el('ol.problems', {}, each.problems.map((problem) => el('li', {}, problem)))],
  );
}

function number(value) {
  return value === undefined ? undefined : value.toLocaleString('en');
}
