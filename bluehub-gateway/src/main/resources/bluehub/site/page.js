// The page: reads what the gateway serves, shows what the address's hash names, and follows changes.
import {el, link, place} from './dom.js';
import {Api} from './api.js';
import {Side} from './side.js';
import {home} from './home.js';
import {RpcView} from './rpc.js';
import {type, types} from './types.js';
import {state} from './state.js';

const FOLLOW_MS = 15_000;
const by = (id) => document.getElementById(id);

const side = new Side();
let api = null;
let tag = null;
let view = null;
let stateText = '';

/** The document if it is not the one that is shown already, else null. */
async function fetchApi() {
  const answer = await fetch('/openapi.json', {cache: 'no-cache'});
  if (!answer.ok) {
    throw new Error(`/openapi.json answers ${answer.status}`);
  }
  const next = answer.headers.get('etag');
  if (next !== null && next === tag) {
    return null;
  }
  const document = await answer.json();
  tag = next;
  return new Api(document);
}

async function fetchState() {
  try {
    const answer = await fetch('/_bluehub/state.json', {cache: 'no-store'});
    stateText = await answer.text();
    return answer.ok ? JSON.parse(stateText) : null;
  } catch {
    return null;
  }
}

function parts() {
  return location.hash.replace(/^#\/?/, '').split('/').filter((part) => part !== '').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** Shows what the hash names. */
async function show(focus) {
  view?.close?.();
  view = null;
  const [kind, name, number] = parts();
  if (kind === 'state') {
    put(state(await fetchState(), () => show(false)), focus);
  } else if (kind === 'types') {
    put(types(api), focus);
  } else if (kind === 'type') {
    put(type(api, name) ?? missing(`There is no type ${name}.`), focus);
  } else if (kind === 'rpc' && api.rpcs.has(name)) {
    view = new RpcView(api, api.rpcs.get(name), Number(number ?? 1));
    put(view.node, focus);
  } else {
    put(kind === undefined ? home(api) : missing(`There is no ${kind === 'rpc' ? `RPC ${name}` : `page ${kind}`}.`), focus);
  }
  side.mark(kind === 'rpc' ? place(...parts()) : '');
  for (const [id, kinds] of [['to-types', ['types', 'type']], ['to-state', ['state']]]) {
    if (kinds.includes(kind)) {
      by(id).setAttribute('aria-current', 'page');
    } else {
      by(id).removeAttribute('aria-current');
    }
  }
}

function missing(text) {
  return el('article', {}, el('h1', {tabindex: '-1'}, 'Not here'), el('p', {}, `${text} It may have been taken out of the API. `, link('#/', 'All routes')));
}

function put(node, focus) {
  by('view').replaceChildren(node);
  const heading = node.querySelector('h1');
  document.title = node.classList.contains('home') ? title() : `${heading.firstChild.textContent} · ${title()}`;
  menu(false);
  if (focus) {
    window.scrollTo(0, 0);
    heading.focus({preventScroll: true});
  }
}

function title() {
  return api?.info.title ?? 'BlueHub';
}

/** The list on a phone. */
function menu(open) {
  by('side').classList.toggle('open', open);
  by('menu').setAttribute('aria-expanded', String(open));
  if (open) {
    by('filter').focus();
  }
}

function take(next) {
  api = next;
  by('title').textContent = title();
  side.show(api);
}

/** The state is drawn anew only when it is another, so that nothing jumps under a reader. */
async function followState() {
  const before = stateText;
  const next = await fetchState();
  if (stateText !== before && parts()[0] === 'state') {
    put(state(next, () => show(false)), false);
  }
}

/** The list follows at once; a view that somebody may be filling in waits for a word. */
async function follow() {
  if (document.visibilityState !== 'visible') {
    return;
  }
  if (parts()[0] === 'state') {
    await followState();
  }
  try {
    const next = await fetchApi();
    if (next !== null) {
      take(next);
      by('changed').hidden = false;
      by('changed').replaceChildren('The API has changed. ', el('button', {type: 'button', click: renew}, 'Show it as it is now'));
      side.mark(place(...parts()));
    }
  } catch {
    // The gateway may be away for a moment; the next look tells.
  }
}

function renew() {
  by('changed').hidden = true;
  show(true);
}

function theme() {
  const button = by('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const tell = () => button.setAttribute('aria-pressed', String(dark()));
  button.addEventListener('click', () => {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('bluehub-theme', next);
    } catch {
      // Then it holds for this page alone.
    }
    tell();
  });
  system.addEventListener('change', tell);
  tell();
}

function keys(event) {
  if (event.target !== by('filter')) {
    view?.key?.(event);
  }
  const typing = event.target.closest?.('input, textarea, select') !== null;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    menu(true);
    by('filter').focus();
  } else if (event.key === 'Escape' && by('side').classList.contains('open')) {
    menu(false);
    by('menu').focus();
  }
}

async function start() {
  theme();
  by('menu').addEventListener('click', () => menu(by('menu').getAttribute('aria-expanded') !== 'true'));
  by('skip').addEventListener('click', (event) => {
    // Its hash would be taken for a place of this page.
    event.preventDefault();
    by('main').focus();
  });
  document.addEventListener('keydown', keys);
  try {
    take(await fetchApi());
  } catch (failure) {
    by('view').replaceChildren(el('p.note.bad', {role: 'alert'}, `The API's description cannot be had: ${failure.message}. `,
      el('button', {type: 'button', click: () => location.reload()}, 'Try again')));
    return;
  }
  await show(false);
  window.addEventListener('hashchange', () => {
    by('changed').hidden = true;
    show(true);
  });
  setInterval(follow, FOLLOW_MS);
  document.addEventListener('visibilitychange', follow);
}

start();
