// The form of one route: parameters, headers and body, and what they make as a request.
import {el, newId} from './dom.js';
import {constraints, typeNodes} from './parts.js';
import {spans} from './prose.js';
import {example} from './example.js';
import {pretty} from './json.js';
import {isRaw, messageSchema} from './api.js';
import {fieldsOf, headersOf, messagesOf, parameters, targetOf} from './request.js';

const MANY = 8;

/** Header lines that stay while one goes from route to route, and nowhere else. */
let kept = '';

/** The form; `node` is its element. */
export class Form {
  /**
   * @param {import('./api.js').Api} api
   * @param {import('./api.js').Route} route
   * @param {function(): void} changed called after each change
   */
  constructor(api, route, changed) {
    this.api = api;
    this.route = route;
    this.inputs = {path: new Map(), query: new Map()};
    const content = route.operation.requestBody?.content;
    this.streamsIn = ['client', 'bidi'].includes(route.rpc.streaming) && content !== undefined && !isRaw(content);
    this.streamsOut = ['server', 'bidi'].includes(route.rpc.streaming);
    this.raw = isRaw(content);
    this.answersRaw = isRaw(api.success(route.operation)?.content);
    this.file = null;
    this.node = el(
      'form',
      {submit: (event) => event.preventDefault(), input: changed, change: changed},
      this.group('path', 'Path'),
      this.group('query', 'Query'),
      this.ways(),
      content === undefined ? null : this.bodyPart(content),
      this.headersPart(),
    );
  }

  group(place, title) {
    const all = parameters(this.route, place);
    if (all.length === 0) {
      return null;
    }
    const rows = all.map((parameter) => this.row(parameter, place));
    return all.length > MANY && !all.some((each) => each.required)
      ? el('details.group', {}, el('summary', {}, `${title}: ${all.length} parameters`), rows)
      : el('fieldset.group', {}, el('legend', {}, title), rows);
  }

  row(parameter, place) {
    const schema = this.api.resolve(parameter.schema);
    const id = newId();
    const about = newId();
    const input = this.input(schema, place, parameter, {id, 'aria-describedby': about, 'aria-required': parameter.required ? 'true' : false});
    this.inputs[place].set(parameter.name, {input, schema, map: parameter.style === 'deepObject'});
    return el('div.row', {},
      el('label', {for: id}, el('code', {}, parameter.name), ' ', el('span.kind', {}, typeNodes(this.api, parameter.schema)), ' ',
        parameter.required ? el('span.chip.need', {}, 'required') : null,
        parameter.deprecated ? el('span.chip.warn', {}, 'deprecated') : null),
      input,
      el('div.about', {id: about}, spans((parameter.description ?? '').replaceAll('\n', ' ')), hint(schema, parameter), constraints(parameter.schema ?? {})));
  }

  input(schema, place, parameter, props) {
    if (parameter.style === 'deepObject' || schema.type === 'array') {
      return el('textarea', {...props, rows: 2, spellcheck: 'false', autocomplete: 'off'});
    }
    const values = schema.type === 'boolean' ? ['true', 'false'] : schema.enum;
    if (values !== undefined) {
      return el('select', props, [place === 'path' ? null : '', ...values.map(String)]
        .filter((each) => each !== null).map((each) => el('option', {value: each}, each === '' ? '–' : each)));
    }
    const input = el('input', {...props, type: 'text', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off'});
    if (place === 'path') {
      input.value = String(example(this.api, parameter.schema) === 'text' ? parameter.name : example(this.api, parameter.schema));
      input.addEventListener('focus', () => input.select());
    }
    return input;
  }

  /** How streams come and go. */
  ways() {
    const rows = [];
    if (this.streamsIn) {
      this.sending = select([['lines', 'Lines, all in one request'], ['array', 'A JSON array in one request'], ['socket', 'WebSocket, one message at a time']]);
      rows.push(choice('Send as', this.sending));
    }
    if (this.streamsOut && !this.answersRaw) {
      this.accept = select([['application/x-ndjson', 'Lines (NDJSON)'], ['text/event-stream', 'Events (SSE)'], ['application/json', 'A JSON array']]);
      const row = choice('Answer as', this.accept);
      rows.push(row);
      // Over a WebSocket each message is a text, whatever is asked for.
      this.sending?.addEventListener('change', () => row.toggleAttribute('hidden', this.sending.value === 'socket'));
    }
    return rows.length === 0 ? null : el('fieldset.group.ways', {}, el('legend', {}, 'Stream'), rows);
  }

  bodyPart(content) {
    const id = newId();
    const schema = messageSchema(content, this.streamsIn);
    this.body = el('textarea.body', {id, rows: 6, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off'});
    if (this.raw) {
      return this.rawPart(id);
    }
    this.fill = () => {
      const one = JSON.stringify(example(this.api, schema ?? {}));
      this.body.value = !this.streamsIn ? pretty(one) : { lines: `${one}\n${one}`, array: pretty(`[${one},${one}]`), socket: pretty(one)}[this.sending.value];
      this.fit();
    };
    this.body.addEventListener('input', () => this.fit());
    this.sending?.addEventListener('change', () => this.convert());
    this.fill();
    return el('fieldset.group', {}, el('legend', {}, 'Body'),
      el('label', {for: id}, el('span.kind', {}, this.streamsIn ? 'stream of ' : '', typeNodes(this.api, schema))), this.body,
      el('div.tools', {}, this.tool('Example', () => this.fill()), this.tool('Format', () => this.format())));
  }

  rawPart(id) {
    const file = el('input', {type: 'file', id: newId()});
    this.type = el('input', {type: 'text', id: newId(), value: 'text/plain; charset=utf-8', spellcheck: 'false'});
    file.addEventListener('change', () => {
      this.file = file.files[0] ?? null;
      this.body.disabled = this.file !== null;
      if (this.file?.type) {
        this.type.value = this.file.type;
      }
    });
    return el('fieldset.group', {}, el('legend', {}, 'Body'),
      el('div.row', {}, el('label', {for: this.type.id}, 'Content type'), this.type),
      el('div.row', {}, el('label', {for: id}, 'Text'), this.body),
      el('div.row', {}, el('label', {for: file.id}, 'or a file'), file));
  }

  tool(text, act) {
    return el('button.quiet', {type: 'button', click: () => {
      act();
      this.body.dispatchEvent(new Event('input', {bubbles: true}));
    }}, text);
  }

  /** Lines stay lines: each message is one. */
  format() {
    const messages = messagesOf(this.body.value);
    if (this.sending?.value === 'lines' && messages !== null) {
      this.body.value = messages.map((each) => JSON.stringify(each)).join('\n');
    } else {
      this.body.value = pretty(this.body.value);
    }
    this.fit();
  }

  /** The same messages in the way that was chosen. */
  convert() {
    const messages = messagesOf(this.body.value) ?? [];
    if (messages.length === 0) {
      this.fill();
      return;
    }
    const texts = messages.map((each) => JSON.stringify(each));
    this.body.value = {lines: texts.join('\n'), array: pretty(`[${texts.join(',')}]`), socket: pretty(texts[0])}[this.sending.value];
    this.fit();
  }

  fit() {
    this.body.rows = Math.min(Math.max(this.body.value.split('\n').length + 1, 4), 22);
  }

  headersPart() {
    const id = newId();
    this.headers = el('textarea', {id, rows: 2, spellcheck: 'false', autocomplete: 'off', placeholder: 'Authorization: Bearer …'});
    this.headers.value = kept;
    this.headers.addEventListener('input', () => {
      kept = this.headers.value;
    });
    return el('details.group', {open: kept !== ''}, el('summary', {}, 'Headers'),
      el('label', {for: id}, 'One a line, as ', el('code', {}, 'Name: value'), '. Kept until this page is closed.'), this.headers);
  }

  /** What the fields hold: see request.js. */
  values() {
    const path = new Map([...this.inputs.path].map(([name, {input}]) => [name, input.value]));
    const query = [...this.inputs.query].flatMap(([name, each]) => pairsOf(name, each));
    return {path, query};
  }

  /** The request as it is to be sent. */
  request() {
    const {route} = this;
    const method = route.method === '*' ? 'POST' : route.method;
    const headers = headersOf(this.headers.value);
    const has = (name) => headers.some(([each]) => each.toLowerCase() === name);
    const body = this.body === undefined ? null : (this.file ?? this.body.value);
    if (body !== null && !has('content-type')) {
      headers.unshift(['Content-Type', this.contentType()]);
    }
    if (this.accept !== undefined && !has('accept')) {
      headers.unshift(['Accept', this.accept.value]);
    }
    return {method, target: targetOf(route, this.values()), headers, body: this.lined(body), stream: this.streamsOut};
  }

  /** One message of a stream is a line, where there is no socket for it: so in the commands. */
  lined(body) {
    const messages = this.sending?.value === 'socket' ? messagesOf(body) : null;
    return messages === null ? body : messages.map((each) => JSON.stringify(each)).join('\n');
  }

  contentType() {
    if (this.raw) {
      return this.type.value;
    }
    return ['lines', 'socket'].includes(this.sending?.value) ? 'application/x-ndjson' : 'application/json';
  }

  /** The service's input as JSON, for grpcurl: what path and query say is in the first message. */
  rpcInput() {
    const outer = fieldsOf(this.api, this.route, this.values());
    if (this.body === undefined) {
      return JSON.stringify(outer);
    }
    const field = this.route.operation['x-bluehub-body'] ?? '*';
    const messages = this.raw ? [{contentType: this.type.value, data: base64(this.file === null ? this.body.value : '')}] : (messagesOf(this.body.value) ?? []);
    const list = this.streamsIn || this.raw ? messages : messages.slice(0, 1);
    // An array may be the whole body of one message, where its field is a list.
    const bodies = field !== '*' && !this.streamsIn && !this.raw ? [whole(this.body.value)] : list;
    const all = bodies.map((each) => (field === '*' ? each : {[field]: each}));
    return (all.length === 0 ? [{}] : all).map((each, i) => JSON.stringify(i === 0 ? merged(each, outer) : each)).join('\n');
  }
}

function whole(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What the path says cannot be changed by the body. */
function merged(message, outer) {
  if (!isObject(message)) {
    return outer;
  }
  const all = {...message, ...outer};
  for (const key of Object.keys(outer).filter((each) => Object.hasOwn(message, each) && isObject(outer[each]))) {
    all[key] = merged(message[key], outer[key]);
  }
  return all;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

function pairsOf(name, {input, schema, map}) {
  if (input.value === '') {
    return [];
  }
  if (!map && schema.type !== 'array') {
    return [[name, input.value]];
  }
  const lines = input.value.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const equals = line.indexOf('=');
    return map ? [`${name}[${equals < 0 ? line : line.slice(0, equals)}]`, equals < 0 ? '' : line.slice(equals + 1)] : [name, line];
  });
}

function hint(schema, parameter) {
  if (parameter.style === 'deepObject') {
    return ' One a line: key=value.';
  }
  return schema.type === 'array' ? ' One value a line.' : null;
}

function select(options) {
  return el('select', {id: newId()}, options.map(([value, text]) => el('option', {value}, text)));
}

function choice(text, input) {
  return el('div.row', {}, el('label', {for: input.id}, text), input);
}
