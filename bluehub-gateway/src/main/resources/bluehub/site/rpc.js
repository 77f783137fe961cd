// One RPC: what it does, a form to try it, what comes back, and the same as commands.
import {copyButton, el} from './dom.js';
import {badge, chips, pathNodes, routePlace, serviceName, typeNodes} from './parts.js';
import {prose} from './prose.js';
import {Form} from './form.js';
import {Answer} from './answer.js';
import {curl, grpcurl} from './commands.js';
import {unsendable} from './request.js';
import {send, socket} from './send.js';
import {messageSchema} from './api.js';
import {fields} from './types.js';

/** The view of one route of an RPC; `node` is its element, and close() ends what it has under way. */
export class RpcView {
  running = null;
  open = null;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./api.js').Rpc} rpc
   * @param {number} number of the route, from 1
   */
  constructor(api, rpc, number) {
    this.route = rpc.routes[number - 1] ?? rpc.routes[0];
    this.form = new Form(api, this.route, () => this.changed());
    this.answer = new Answer();
    this.sendButton = el('button.main', {type: 'button', click: () => this.send()}, 'Send');
    this.cancelButton = el('button', {type: 'button', disabled: true, click: () => this.cancel()}, 'Cancel');
    this.endButton = el('button', {type: 'button', hidden: true, click: () => this.endRequests()}, 'End requests');
    this.refusal = el('p.note.bad', {role: 'alert', hidden: true});
    this.curl = el('pre.code', {tabindex: '0', 'aria-label': 'curl command', id: 'curl'});
    this.grpcurl = el('pre.code', {tabindex: '0', 'aria-label': 'grpcurl command', id: 'grpcurl'});
    this.node = el('article.rpc', {},
      this.head(api, rpc),
      el('div.try', {},
        el('section.ask', {'aria-label': 'Request'}, el('h2', {}, 'Request'), this.form.node, this.refusal,
          el('div.actions', {}, this.sendButton, this.endButton, this.cancelButton,
            el('span.keys', {}, el('kbd', {}, 'Ctrl'), ' ', el('kbd', {}, 'Enter')))),
        this.answer.node),
      el('section', {}, el('h2', {}, 'In a shell'),
        el('h3', {}, 'curl'), el('div.block', {}, this.curl, copyButton(() => this.curl.textContent, 'the curl command')),
        el('h3', {}, 'grpcurl'), el('div.block', {}, this.grpcurl, copyButton(() => this.grpcurl.textContent, 'the grpcurl command'))),
      this.messages(api));
    this.changed();
  }

  head(api, rpc) {
    const {route} = this;
    const {operation} = route;
    const routes = rpc.routes.length < 2 ? null : el('ul.also', {'aria-label': 'Routes of this RPC'}, rpc.routes.map((each) =>
      el('li', {}, el('a', {href: routePlace(each), 'aria-current': each === route ? 'true' : false}, badge(each.method), el('span.path', {}, pathNodes(each.path))))));
    return el('header', {},
      el('p.place', {}, serviceName(rpc.service)),
      el('h1', {tabindex: '-1'}, rpc.name, chips(rpc, operation)),
      routes ?? el('p.route', {}, badge(route.method), el('span.path', {}, pathNodes(route.path))),
      el('div.prose', {}, prose(operation.description ?? operation.summary)),
      operation['x-bluehub-upstream'] === undefined ? null : el('p.muted', {}, 'Served by ', el('a', {href: '#/state'}, operation['x-bluehub-upstream'])));
  }

  messages(api) {
    const {operation, rpc} = this.route;
    const answer = api.success(operation);
    return [
      ['What it takes', messageSchema(operation.requestBody?.content, ['client', 'bidi'].includes(rpc.streaming))],
      ['What it answers', messageSchema(answer?.content, ['server', 'bidi'].includes(rpc.streaming))],
    ].filter(([, schema]) => schema !== undefined).map(([title, schema]) =>
      el('section', {}, el('h2', {}, title, ' ', schema.$ref === undefined ? null : el('span.kind', {}, typeNodes(api, schema))), fields(api, api.resolve(schema))));
  }

  /** The commands follow the form. */
  changed() {
    const request = this.form.request();
    const socketed = this.form.sending?.value === 'socket';
    this.curl.textContent = curl({...request, url: location.origin + request.target});
    const own = request.headers.filter(([name]) => !['content-type', 'accept'].includes(name.toLowerCase()));
    this.grpcurl.textContent = grpcurl(this.route.rpc.id, this.form.rpcInput(), own);
    if (this.open === null) {
      this.sendButton.textContent = socketed ? 'Open and send' : 'Send';
    }
  }

  /** Keys that do something wherever the focus is. */
  key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'Escape' && this.running !== null) {
      event.preventDefault();
      this.cancel();
    }
  }

  async send() {
    const request = this.form.request();
    const refusal = unsendable(request.target.split('?')[0]);
    this.refusal.hidden = refusal === null;
    this.refusal.textContent = refusal ?? '';
    if (refusal !== null) {
      return;
    }
    if (this.form.sending?.value === 'socket') {
      this.overSocket(request);
      return;
    }
    this.cancel();
    const running = new AbortController();
    this.begin(running, request);
    const mine = () => this.running === running;
    try {
      await send(request, this.form.streamsOut, running.signal, {
        head: (response, time) => mine() && this.answer.head(response, time),
        message: (each, time) => mine() && this.answer.message(each, time),
        end: (end) => mine() && this.answer.end(end),
      });
    } catch (failure) {
      if (mine()) {
        this.answer.ended(`No whole answer: ${failure.message}`, true);
      }
    }
    if (mine()) {
      this.finish();
    }
  }

  begin(running, request) {
    this.running = running;
    this.cancelButton.disabled = false;
    this.answer.begin(request, location);
  }

  finish() {
    this.running = null;
    if (document.activeElement === this.cancelButton || document.activeElement === this.endButton) {
      // What cannot be used any more cannot keep the focus.
      this.sendButton.focus();
    }
    this.open = null;
    this.cancelButton.disabled = true;
    this.endButton.hidden = true;
    this.changed();
  }

  /** The first time it opens the socket; then each sends what the body holds. */
  overSocket(request) {
    const text = this.form.body.value;
    if (this.open !== null) {
      if (this.open.readyState === WebSocket.OPEN) {
        this.sendText(text);
      }
      return;
    }
    this.cancel();
    const start = performance.now();
    this.time = () => performance.now() - start;
    const opened = socket(request.target, {
      open: () => {
        this.endButton.hidden = false;
        this.sendButton.textContent = 'Send one more';
        this.sendText(text);
      },
      message: (each) => this.open === opened && this.answer.message(each, this.time(), '←'),
      close: (event) => this.open === opened && this.closed(event),
    });
    this.begin({abort: () => opened.close()}, {...request, method: 'GET', headers: [['Upgrade', 'websocket']], body: null});
    this.open = opened;
  }

  sendText(text) {
    // An empty text ends the requests, so white space is no message here.
    if (text.trim() !== '') {
      this.open.send(text);
      this.answer.message({text}, this.time(), '→');
    }
  }

  endRequests() {
    this.open?.send('');
    this.endButton.hidden = true;
    this.sendButton.disabled = true;
  }

  closed(event) {
    this.sendButton.disabled = false;
    this.answer.ended(`Closed: ${event.code}${event.code >= 4000 ? ` (HTTP status ${event.code - 4000})` : ''}`, event.code !== 1000);
    this.finish();
  }

  cancel() {
    if (this.running !== null) {
      const {running} = this;
      this.sendButton.disabled = false;
      this.answer.ended('Cancelled', false);
      this.finish();
      running.abort();
    }
  }

  /** Another view takes this one's place. */
  close() {
    this.cancel();
  }
}
