// The page's modules that need no browser: what they do with texts.
import assert from 'node:assert/strict';

const FOLDER = '../../bluehub-gateway/src/main/resources/bluehub/site/';
const {splitter} = await import(`${FOLDER}streams.js`);
const {quoted} = await import(`${FOLDER}commands.js`);
const {fieldsOf, messagesOf, targetOf} = await import(`${FOLDER}request.js`);
const {pretty} = await import(`${FOLDER}json.js`);
const {Api} = await import(`${FOLDER}api.js`);

const STATUS = '{"error":{"code":13,"message":"]},\\"[{"}}';
const STREAMS = [
  ['application/x-ndjson', '{"a":1}\n\n{"b":"x\\ny"}\n', ['{"a":1}', '{"b":"x\\ny"}'], []],
  ['application/x-ndjson', `{"a":1}\n${STATUS}\n`, ['{"a":1}'], [STATUS]],
  ['application/x-ndjson', '{"a":1}\n{"b":', ['{"a":1}', '{"b":'], []],
  ['application/x-ndjson', '', [], []],
  ['text/event-stream', 'data: {"a":1}\n\n: still here\n\ndata: {"b"\ndata: :2}\n\n', ['{"a":1}', '{"b"\n:2}'], []],
  ['text/event-stream', `data: 1\r\n\r\nevent: error\r\ndata: ${STATUS}\r\n\r\n`, ['1'], [STATUS]],
  ['text/event-stream', 'data: 1\n\ndata: 2\n', ['1'], []],
  ['application/json; charset=utf-8', '[{"a":"]\\"}"},[1,2],3,"x,y"]', ['{"a":"]\\"}"}', '[1,2]', '3', '"x,y"'], []],
  ['application/json', ' [ ] ', [], []],
  ['application/json', `[{"a":1},${STATUS}`, ['{"a":1}'], [STATUS]],
  ['application/json', '[{"a":1},{"b":', ['{"a":1}', '{"b":'], []],
];

function streams() {
  for (const [type, text, messages, errors] of STREAMS) {
    // However the network cuts it.
    for (let size = 1; size <= text.length + 1; size += 1) {
      const parts = splitter(type, true);
      const found = [];
      for (let at = 0; at < text.length; at += size) {
        found.push(...parts.push(text.slice(at, at + size)));
      }
      found.push(...parts.end());
      assert.deepEqual(found.filter((each) => !each.error).map((each) => each.text), messages, `${type} ${text} by ${size}`);
      assert.deepEqual(found.filter((each) => each.error).map((each) => each.text), errors, `${type} ${text} by ${size}`);
    }
  }
  assert.equal(splitter('application/json', false), null);
  assert.equal(splitter('text/plain', true), null);
}

function words() {
  for (const [text, word] of [['abc-1.2/x', 'abc-1.2/x'], ['', "''"], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['$x`y`', "'$x`y`'"]]) {
    assert.equal(quoted(text), word);
  }
}

const PARAMETERS = [
  {name: 'shelf', in: 'path', 'x-bluehub-field': 'book.name', 'x-bluehub-pattern': 'shelves/{shelf}/books/{rest}', schema: {type: 'string'}},
  {name: 'rest', in: 'path', 'x-bluehub-field': 'book.name', 'x-bluehub-pattern': 'shelves/{shelf}/books/{rest}', 'x-bluehub-segments': 'any', schema: {type: 'string'}},
  {name: 'page', in: 'query', schema: {type: 'integer'}},
  {name: 'tag', in: 'query', schema: {type: 'array', items: {type: 'string'}}},
  {name: 'labels', in: 'query', style: 'deepObject', schema: {type: 'object', additionalProperties: {type: 'boolean'}}},
  {name: 'inner.id', in: 'query', schema: {type: 'string', format: 'int64'}},
];

function requests() {
  const api = new Api({paths: {'/v1/{shelf}/{rest}:read': {get: {'x-grpc-method': 'a.B/C', tags: ['a.B'], parameters: PARAMETERS}}}});
  const [route] = api.routes;
  const values = {
    path: new Map([['shelf', 'a/b'], ['rest', 'x y/z']]),
    query: [['page', '2'], ['tag', 'one'], ['tag', 'a&b'], ['labels[k=1]', 'true'], ['inner.id', '9007199254740993'], ['__proto__', 'x']],
  };
  assert.equal(targetOf(route, values),
    '/v1/a%2Fb/x%20y/z:read?page=2&tag=one&tag=a%26b&labels%5Bk%3D1%5D=true&inner.id=9007199254740993&__proto__=x');
  assert.equal(JSON.stringify(fieldsOf(api, route, values)),
    '{"book":{"name":"shelves/a/b/books/x y/z"},"page":2,"tag":["one","a&b"],"labels":{"k=1":true},"inner":{"id":"9007199254740993"},"__proto__":"x"}');
  assert.deepEqual(messagesOf('{"a":1}\n{"a":2}'), [{a: 1}, {a: 2}]);
  assert.deepEqual(messagesOf('[{"a":1}]'), [{a: 1}]);
  assert.equal(messagesOf('{"a":'), null);
}

function layouts() {
  assert.equal(pretty('{"a":[1,{}],"b":12345678901234567890,"c":"{,}"}'),
    '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": 12345678901234567890,\n  "c": "{,}"\n}');
  assert.equal(pretty('no json'), 'no json');
}

/** The checks by their names. */
export const modules = {
  'streams are taken apart however they are cut': streams,
  'words of a shell are quoted': words,
  'forms become targets and messages': requests,
  'JSON is laid out, and no number is changed': layouts,
};
