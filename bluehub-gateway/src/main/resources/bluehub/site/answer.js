// What came back: status, timing, headers, and the body or the messages as they come.
import {copyButton, el} from './dom.js';
import {durationText, sizeText} from './parts.js';
import {jsonNodes, pretty} from './json.js';

const MAX_MESSAGES = 200;

/** The pane of an answer; `node` is its element. Its height does not jump while it is filled. */
export class Answer {
  constructor() {
    this.status = el('p.status', {role: 'status'}, 'Nothing was sent yet.');
    this.content = el('div.content');
    this.node = el('section.answer', {'aria-label': 'Answer'}, el('h2', {}, 'Answer'), this.status, this.content);
    this.clear();
  }

  clear() {
    this.waiting = [];
    this.count = 0;
    this.size = null;
    this.list = null;
    this.line = null;
    this.headers = null;
    this.type = '';
    this.frame = null;
  }

  /** A request goes out. */
  begin(request, url) {
    this.clear();
    this.status.replaceChildren('Sending…');
    this.sent = el('details', {}, el('summary', {}, 'Request as sent'),
      el('pre.code', {tabindex: '0', 'aria-label': 'Request as sent'}, requestText(request, url)));
    this.content.replaceChildren(this.sent);
  }

  head(response, time) {
    this.line = el(`span.code.${kindOf(response.status)}`, {}, `${response.status} ${response.statusText}`.trim());
    this.type = response.headers.get('content-type') ?? '';
    this.headers = [...response.headers];
    this.headTime = time;
    this.tell(`first byte ${durationText(time)}`);
    this.sent.before(el('details', {}, el('summary', {}, `Headers (${this.headers.length})`),
      el('dl.headers', {}, this.headers.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))))));
  }

  tell(...facts) {
    this.status.replaceChildren(this.line ?? '', ...facts.filter((fact) => fact !== null).map((fact) => el('span.fact', {}, fact)));
  }

  /** A message of a stream; drawn with the next frame, many at once where they come fast. */
  message(each, time, mark = '') {
    this.count += 1;
    this.waiting.push({...each, number: this.count, time, mark});
    if (this.waiting.length > MAX_MESSAGES) {
      this.waiting.shift();
    }
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = null;
    if (this.list === null) {
      this.list = el('ol.messages', {tabindex: '0', 'aria-label': 'Messages'});
      this.content.prepend(this.list);
    }
    const low = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    this.list.append(...this.waiting.map(messageNode));
    this.waiting = [];
    while (this.list.childElementCount > MAX_MESSAGES) {
      this.list.firstElementChild.remove();
    }
    if (low) {
      this.list.scrollTop = this.list.scrollHeight;
    }
    if (!this.over) {
      this.tell(messages(this.count));
    }
  }

  /** The answer is whole. */
  end({bytes, size, time}) {
    if (this.waiting.length > 0) {
      this.flush();
    }
    if (bytes !== null && size > 0) {
      this.content.prepend(bodyNode(bytes, this.type));
    }
    this.tell(bytes === null ? messages(this.count) : null, durationText(time), sizeText(size), this.type || null);
    if (bytes === null && this.count === 0) {
      this.content.prepend(el('p.muted', {}, 'The stream has no message.'));
    }
  }

  /** It ended in another way: cancelled, cut off, or a socket closed. */
  ended(text, bad) {
    if (this.waiting.length > 0) {
      this.flush();
    }
    this.tell(el(bad ? 'span.code.bad' : 'span.code.plain', {}, text), this.count > 0 ? messages(this.count) : null);
  }

  flush() {
    if (this.frame !== null) {
      cancelAnimationFrame(this.frame);
    }
    this.draw();
  }
}

function messages(count) {
  return `${count.toLocaleString('en')} message${count === 1 ? '' : 's'}`;
}

function messageNode({text, error, number, time, mark}) {
  return el(error ? 'li.bad' : 'li', {},
    el('span.when', {}, mark === '' ? '' : `${mark} `, `${number} · ${durationText(time)}`), el('pre.code', {}, jsonNodes(text)));
}

function kindOf(status) {
  if (status < 300) {
    return 'good';
  }
  return status < 400 ? 'plain' : 'bad';
}

function requestText({method, target, headers, body}, url) {
  const lines = [`${method} ${target}`, `Host: ${url.host}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const shown = body instanceof File ? `(${body.name}, ${sizeText(body.size)})` : body;
  return lines.join('\n') + (shown === null ? '' : `\n\n${shown}`);
}

const PICTURES = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/;
const TEXTS = /^text\/|[/+](json|xml|yaml|javascript|csv)$/;

function bodyNode(bytes, contentType) {
  const type = contentType.split(';')[0].trim().toLowerCase();
  if (PICTURES.test(type) && bytes.length < 4_000_000) {
    return el('img.picture', {alt: 'The picture that came', src: `data:${type};base64,${binary(bytes)}`});
  }
  if (!TEXTS.test(type)) {
    return el('p.note', {}, `${sizeText(bytes.length)} of ${type || 'an unnamed type'}, which is not shown.`);
  }
  const text = new TextDecoder().decode(bytes);
  const json = /[/+]json$/.test(type);
  return el('div.block', {}, el('pre.code', {tabindex: '0', 'aria-label': 'Body'}, json ? jsonNodes(text) : text.slice(0, 2_000_000)),
    copyButton(() => (json ? pretty(text) : text), 'the body'));
}

function binary(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(text);
}
