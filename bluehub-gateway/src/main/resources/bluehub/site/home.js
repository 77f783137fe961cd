// The first view: what this API is, its services, and all their routes.
import {el, link, place, portions} from './dom.js';
import {badge, chips, pathNodes, routePlace, serviceName} from './parts.js';
import {prose, spans} from './prose.js';

/** @param {import('./api.js').Api} api */
export function home(api) {
  const {services, routes, rpcs} = api;
  return el(
    'article.home',
    {},
    el('h1', {tabindex: '-1'}, api.info.title ?? 'API'),
    el('p.lead', {}, counted(services.length, 'service'), ', ', counted(rpcs.size, 'RPC'), ', ',
      counted(routes.length, 'route'), api.info.version ? [' · version ', api.info.version] : null),
    prose(api.info.description),
    routes.length === 0 ? nothing() : list(services),
    el('p.keys', {}, el('kbd', {}, '/'), ' finds a route, ', el('kbd', {}, 'Ctrl'), ' ', el('kbd', {}, 'Enter'),
      ' sends a request, ', el('kbd', {}, 'Esc'), ' cancels it.'),
  );
}

function counted(number, noun) {
  return [el('strong', {}, number.toLocaleString('en')), ` ${noun}${number === 1 ? '' : 's'}`];
}

function nothing() {
  return el('p.note', {}, 'No service is served at the moment. ', link(place('state'), 'The state of the upstreams'), ' says why.');
}

function list(services) {
  const place = el('div.services');
  portions(place, services, section, null, 4);
  return place;
}

function section(service) {
  const routes = service.rpcs.flatMap((rpc) => rpc.routes);
  const rows = el('div.list');
  portions(rows, routes, row, null);
  return el('section.service', {}, el('h2', {}, serviceName(service.name)), el('div.prose', {}, prose(service.comment)), rows);
}

function row(route) {
  const {rpc, operation} = route;
  return el(
    'a.row',
    {href: routePlace(route)},
    badge(route.method),
    el('span.path', {}, pathNodes(route.path)),
    el('span.name', {}, rpc.name, ...chips(rpc, operation)),
    el('span.summary', {}, operation.summary === rpc.name ? '' : plain(operation.summary)),
  );
}

/** A row is a link as a whole, so what it says has none. */
function plain(text) {
  return spans(text ?? '').map((node) => (node instanceof HTMLAnchorElement ? node.textContent : node));
}
