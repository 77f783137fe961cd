// What people do with the page, and what it must never do; e2e/page.sh runs this.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {check, close, documentOf, launch, plainCheck, rpc, serving} from './browser.mjs';
import {modules} from './modules.mjs';
import {start} from './stack.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const REFUSED = {expected: /^Failed to load resource: the server responded with a status of 400/};
const VIEWS = ['', rpc('OrderCards'), rpc('StreamGreetings'), rpc('GreetEach'), '#/types', '#/type/bluehub.example.v1.Recipient', '#/state'];

const send = (page) => page.getByRole('button', {name: 'Send', exact: true}).click();
const field = (page, name) => page.getByRole('textbox', {name: new RegExp(`^${name} `)});
const title = (page, text) => page.getByRole('heading', {level: 1, name: text}).waitFor();
const status = (page) => page.locator('.answer .status');
const shown = (page) => page.locator('pre[aria-label="Body"]').textContent().then(JSON.parse);
const messages = (page) => page.locator('.messages li pre').allTextContents().then((all) => all.map((each) => JSON.parse(each)));
const over = (page) => page.getByRole('button', {name: 'Cancel'}).and(page.locator(':disabled')).waitFor();
const shell = (command) => execFileSync('sh', ['-c', command], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});

/** What a command would be given, one argument a line, as JSON. */
function argumentsOf(command) {
  const stub = `${command.split(/\s/, 1)[0]}() { node -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }\n`;
  return JSON.parse(shell(stub + command));
}

async function list() {
  await check('the list has all routes, and the first view their comments', async (page, open) => {
    await open('');
    assert.equal(await page.locator('#view h1').textContent(), 'Greetings');
    assert.equal(await page.locator('#routes a').count(), 5);
    assert.match(await page.locator('.services').textContent(), /Greets people\..*Orders greeting cards/s);
    assert.match(await page.locator('.lead').textContent(), /1 service, 5 RPCs, 5 routes/);
  });
  await check('a filter leaves the routes that have all its words', async (page, open) => {
    await open('');
    await page.getByLabel('Filter routes').fill('POST each');
    assert.deepEqual(await page.locator('#routes a .name').allTextContents(), ['GreetEach']);
    assert.equal(await page.locator('#found').textContent(), '1 of 5 routes');
    await page.getByLabel('Filter routes').fill('nothing has this');
    assert.match(await page.locator('#routes').textContent(), /No route has “nothing has this”/);
  });
  await check('the address of an RPC leads to it', async (page, open) => {
    await open(rpc('SayHello'));
    assert.equal(await page.title(), 'SayHello · Greetings');
    assert.equal(await page.locator('#routes a[aria-current]').getAttribute('href'), rpc('SayHello'));
    await page.goto(`${page.url().split('#')[0]}#/rpc/no.Such%2FRpc`);
    await page.getByText('There is no RPC no.Such/Rpc').waitFor();
  });
  await check('2,000 routes are drawn as they come into sight', async (page, open) => {
    await open('');
    assert.ok((await page.locator('*').count()) < 3000);
    await page.getByLabel('Filter routes').fill('service39 rpc49');
    assert.equal(await page.locator('#routes a').count(), 1);
    await page.keyboard.press('Enter');
    await title(page, 'Rpc49');
    await page.getByLabel('Filter routes').fill('');
    await page.locator('#routes').evaluate((routes) => routes.scrollTo(0, routes.scrollHeight));
    await page.waitForFunction(() => document.querySelectorAll('#routes a').length > 100);
  }, {before: serving(documentOf(40, 50))});
}

async function calls() {
  await check('a call shows answer, status, time, size, headers and what was sent', async (page, open) => {
    await open(rpc('SayHello'));
    await field(page, 'name').fill('平沢 唯/ä?');
    await send(page);
    await over(page);
    assert.deepEqual(await shown(page), {message: 'Hello 平沢 唯/ä?'});
    assert.match(await status(page).textContent(), /200 OK\d.* ?m?s\d+ Bapplication\/json/);
    await page.getByText(/^Headers \(\d+\)/).click();
    await page.locator('.headers').getByText('x-request-id').waitFor();
    await page.getByText('Request as sent').click();
    await page.getByText('GET /v1/example/sayhello/%E5%B9%B3%E6%B2%A2%20%E5%94%AF%2F%C3%A4%3F').waitFor();
  });
  await check('a body begins as an example that the service takes', async (page, open) => {
    await open(rpc('OrderCards'));
    await send(page);
    await over(page);
    const answer = await shown(page);
    assert.equal(answer.orderNumber, '1');
    assert.equal(answer.card.tone, 'TONE_FRIENDLY');
    assert.equal(answer.writtenCards.length, 1);
  });
  await check('an error is shown as it came', async (page, open) => {
    await open(rpc('SayHello'));
    await field(page, 'name').fill('x'.repeat(101));
    await send(page);
    await over(page);
    assert.match(await status(page).textContent(), /^400 Bad Request/);
    assert.equal((await shown(page)).code, 3);
    assert.equal((await shown(page)).details[0].fieldViolations[0].field, 'name');
  }, REFUSED);
  await check('a body that is no JSON is sent, and refused by the gateway with its place', async (page, open) => {
    await open(rpc('OrderCards'));
    await page.locator('textarea.body').fill('{"orderNumber": }');
    await send(page);
    await over(page);
    assert.match(JSON.stringify(await shown(page)), /not valid JSON.*1:17/);
  }, REFUSED);
  await check('a path that no browser can send is told, and not sent', async (page, open) => {
    await open(rpc('SayHello'));
    await field(page, 'name').fill('..');
    await send(page);
    await page.getByRole('alert').getByText('A browser cannot send the path segment ".."').waitFor();
    assert.equal(await status(page).textContent(), 'Nothing was sent yet.');
  });
  await check('headers go with a request, and stay for the next', async (page, open) => {
    await open(rpc('SayHello'));
    await page.locator('form').getByText('Headers').click();
    await page.getByLabel('One a line').fill('X-Request-Id: from-the-page');
    await field(page, 'name').fill('a');
    await send(page);
    await over(page);
    await page.getByText(/^Headers \(\d+\)/).click();
    await page.locator('.headers').getByText('from-the-page').waitFor();
    await page.locator('#routes .name').getByText('OrderCards').click();
    await title(page, 'OrderCards');
    assert.equal(await page.getByLabel('One a line').inputValue(), 'X-Request-Id: from-the-page');
  });
}

async function streams() {
  for (const form of ['application/x-ndjson', 'text/event-stream', 'application/json']) {
    await check(`a stream is shown message by message (${form})`, async (page, open) => {
      await open(rpc('StreamGreetings'));
      await field(page, 'name').fill('yui');
      await field(page, 'count').fill('3');
      await field(page, 'interval').fill('0.4s');
      await page.getByLabel('Answer as').selectOption(form);
      await send(page);
      // The first is there while the others are still to come.
      await page.locator('.messages li').first().waitFor();
      assert.ok((await page.locator('.messages li').count()) < 3);
      assert.ok(await page.getByRole('button', {name: 'Cancel'}).isEnabled());
      await over(page);
      assert.deepEqual((await messages(page)).map((each) => each.number), [1, 2, 3]);
      assert.match(await status(page).textContent(), /^200 OK3 messages/);
    });
  }
  await check('Escape cancels a stream', async (page, open) => {
    await open(rpc('StreamGreetings'));
    await field(page, 'interval').fill('5s');
    await send(page);
    await page.locator('.messages li').first().waitFor();
    await page.keyboard.press('Escape');
    await status(page).getByText('Cancelled').waitFor();
    await over(page);
  });
  await check('a stream of 20,000 messages is counted whole, and the last 200 are kept', async (page, open) => {
    await open(rpc('StreamGreetings'));
    await field(page, 'count').fill('20000');
    await send(page);
    await over(page);
    assert.match(await status(page).textContent(), /20,000 messages/);
    assert.equal(await page.locator('.messages li').count(), 200);
    assert.equal((await messages(page)).at(-1).number, 20000);
  });
  await check('a stream of requests goes as lines, and as an array', async (page, open) => {
    await open(rpc('GreetTogether'));
    await page.locator('textarea.body').fill('{"name":"yui"}\n{"name":"mio"}');
    await send(page);
    await over(page);
    assert.deepEqual(await shown(page), {message: 'Hello yui, mio', count: 2});
    await page.getByLabel('Send as').selectOption('array');
    assert.deepEqual(JSON.parse(await page.locator('textarea.body').inputValue()), [{name: 'yui'}, {name: 'mio'}]);
    await send(page);
    await over(page);
    assert.deepEqual(await shown(page), {message: 'Hello yui, mio', count: 2});
  });
  await check('a WebSocket sends one message after the other, and shows what comes back', async (page, open) => {
    await open(rpc('GreetEach'));
    await page.getByLabel('Send as').selectOption('socket');
    await page.locator('textarea.body').fill('{"name":"yui"}');
    await page.getByRole('button', {name: 'Open and send'}).click();
    await page.locator('.messages').getByText('Hello yui').waitFor();
    await page.locator('textarea.body').fill('{"name":"mio"}');
    await page.getByRole('button', {name: 'Send one more'}).click();
    await page.locator('.messages').getByText('Hello mio').waitFor();
    await page.getByRole('button', {name: 'End requests'}).click();
    await status(page).getByText('Closed: 1000').waitFor();
    assert.equal(await page.locator('.messages li').count(), 4);
  });
  await check('a message that a WebSocket refuses is shown as an error', async (page, open) => {
    await open(rpc('GreetEach'));
    await page.getByLabel('Send as').selectOption('socket');
    await page.locator('textarea.body').fill('{"nam":"yui"}');
    await page.getByRole('button', {name: 'Open and send'}).click();
    await status(page).getByText('Closed: 4400').waitFor();
    assert.equal(await page.locator('.messages li.bad').count(), 1);
  });
}

async function commands() {
  const names = ['yui', "it's", '"two" \'one\'', '$(id) `id` $HOME', 'a\\b\\n', '100 % & more; !!', '平沢 🎸', '-x', "'; echo no #"];
  await check('curl commands answer what the page is answered, whatever is in them', async (page, open) => {
    await open(rpc('SayHello'));
    for (const name of names) {
      await field(page, 'name').fill(name);
      const answer = JSON.parse(shell((await page.locator('#curl').textContent()).replace('curl', 'curl -sS')));
      assert.deepEqual(answer, {message: `Hello ${name}`});
    }
  });
  await check('curl sends a body as it stands there', async (page, open) => {
    await open(rpc('OrderCards'));
    for (const text of names) {
      await page.locator('textarea.body').fill(JSON.stringify({card: {text: `${text}\n\t@${text}`}, recipients: [{name: text}]}, null, 1));
      await send(page);
      await over(page);
      const answer = shell((await page.locator('#curl').textContent()).replace('curl', 'curl -sS'));
      assert.deepEqual(JSON.parse(answer), await shown(page));
      assert.ok(JSON.parse(answer).writtenCards[0].content.includes(text));
    }
  });
  await check('curl streams', async (page, open) => {
    await open(rpc('StreamGreetings'));
    await field(page, 'count').fill('2');
    const lines = shell((await page.locator('#curl').textContent()).replace('curl', 'curl -sS')).trim().split('\n');
    assert.deepEqual(lines.map((line) => JSON.parse(line).number), [1, 2]);
  });
  await check('grpcurl gets the message that path, query and body make', async (page, open) => {
    await open(rpc('StreamGreetings'));
    await field(page, 'name').fill("it's");
    await field(page, 'count').fill('2');
    const given = argumentsOf(await page.locator('#grpcurl').textContent());
    assert.deepEqual(JSON.parse(given[given.indexOf('-d') + 1]), {name: "it's", count: 2});
    assert.equal(given.at(-1), 'bluehub.example.v1.HelloWorldService/StreamGreetings');
    await page.goto(`${page.url().split('#')[0]}${rpc('GreetTogether')}`);
    await title(page, 'GreetTogether');
    await page.locator('textarea.body').fill('{"name":"a"}\n{"name":"b"}');
    const several = argumentsOf(await page.locator('#grpcurl').textContent());
    assert.equal(several[several.indexOf('-d') + 1], '{"name":"a"}\n{"name":"b"}');
  });
}

async function safety() {
  const evil = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> [x](javascript:window.ran=1) &lt;b>';
  const texts = {title: evil, comment: evil, field: evil, rpc: `Do${evil}`, upstream: evil};
  await check('markup in names and comments is text, and never runs', async (page, open) => {
    await open('');
    await page.locator('#routes a').first().click();
    await page.getByRole('heading', {level: 1}).getByText('onerror').waitFor();
    await page.getByText('Types').click();
    await title(page, 'Types');
    await page.getByRole('link', {name: 'Answer'}).click();
    await title(page, 'Answer');
    assert.match(await page.locator('#view').textContent(), /<script>window\.ran=1<\/script>/);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator('#view img, #view script, a[href^="javascript"]').count(), 0);
  }, {before: serving(documentOf(1, 1, texts))});
  await check('markup in an answer is text', async (page, open) => {
    await open(rpc('SayHello'));
    await field(page, 'name').fill('<img src=x onerror=window.ran=1>');
    await send(page);
    await over(page);
    assert.deepEqual(await shown(page), {message: 'Hello <img src=x onerror=window.ran=1>'});
    assert.equal(await page.evaluate(() => window.ran), undefined);
  });
  await check('the policy is in force: a script in the page itself does not run', async (page, open) => {
    await open('');
    const directive = await page.evaluate(async () => {
      const told = new Promise((done) => document.addEventListener('securitypolicyviolation', done, {once: true}));
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      document.body.append(script);
      const violation = await told;
      window.violations = [];
      return violation.effectiveDirective;
    });
    assert.equal(directive, 'script-src-elem');
    assert.equal(await page.evaluate(() => window.ran), undefined);
  }, {expected: /violates the following Content Security Policy directive/});
}

async function reach() {
  await check('everything can be done by keyboard', async (page, open) => {
    await open('');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('/');
    await page.keyboard.type('sayhello');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), rpc('SayHello'));
    await page.keyboard.press('Enter');
    await title(page, 'SayHello');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    for (let i = 0; i < 20 && (await page.evaluate(() => document.activeElement.tagName)) !== 'INPUT'; i += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('keys');
    await page.keyboard.press('Control+Enter');
    await over(page);
    assert.deepEqual(await shown(page), {message: 'Hello keys'});
  });
  await check('what has the focus is seen', async (page, open) => {
    await open(rpc('SayHello'));
    const hidden = [];
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
      });
      if (!seen) {
        hidden.push(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
      }
    }
    assert.deepEqual(hidden, []);
  });
  for (const colorScheme of ['light', 'dark']) {
    await check(`axe finds nothing to complain about (${colorScheme})`, async (page, open) => {
      await open('');
      for (const view of VIEWS) {
        await page.goto(`${page.url().split('#')[0]}${view === '' ? '#/' : view}`);
        await page.locator('#view h1').waitFor();
        await page.evaluate(AXE);
        const found = await page.evaluate(async () => (await window.axe.run()).violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)));
        assert.deepEqual(found, [], view);
      }
    }, {colorScheme, reducedMotion: 'reduce'});
  }
  await check('on a phone of 360 pixels nothing goes over the edge', async (page, open) => {
    await open('');
    for (const view of VIEWS) {
      await page.goto(`${page.url().split('#')[0]}${view === '' ? '#/' : view}`);
      await page.locator('#view h1').waitFor();
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, view);
    }
    assert.ok(await page.locator('#routes').isHidden());
    await page.getByRole('button', {name: 'Routes'}).click();
    await page.locator('#routes .name').getByText('SayHello').click();
    await title(page, 'SayHello');
    assert.ok(await page.locator('#routes').isHidden());
    await field(page, 'name').fill('x'.repeat(90));
    await send(page);
    await over(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  }, {viewport: {width: 360, height: 740}});
  await check('dark and light follow the system, and the switch, which is remembered', async (page, open) => {
    const dark = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await open('');
    const before = await dark();
    await page.getByRole('button', {name: 'Dark colours'}).click();
    const after = await dark();
    assert.notEqual(before, after);
    await page.reload();
    await page.locator('#view h1').waitFor();
    assert.equal(await dark(), after);
    await page.emulateMedia({colorScheme: 'light'});
    assert.equal(await dark(), after);
  }, {colorScheme: 'dark'});
}

async function follows() {
  await check('the state of each upstream is shown, and follows', async (page, open) => {
    await page.clock.install();
    await open('#/state');
    await page.getByRole('heading', {name: 'router serving'}).waitFor();
    assert.match(await page.locator('.facts').textContent(), /Services1RPCs5Routes5/);
    assert.doesNotMatch(await page.locator('#view').textContent(), /127\.0\.0\.1/);
    const problem = 'a.proto: rpc a.A/B: <b>there is no field x</b>';
    await page.route('**/_bluehub/state.json', (route) => route.fulfill({json: {upstreams: [{
      name: 'router', status: 'last_good', since: '2026-01-01T00:00:00Z', checked: null, confirmed: null, digest: '',
      services: 1, rpcs: 5, routes: 5, swaps: 1, failures: 0, problems: [problem]}]}}));
    await page.clock.fastForward(20_000);
    await page.getByRole('heading', {name: 'router last good'}).waitFor();
    assert.equal(await page.locator('.problems li').textContent(), problem);
  });
  await check('a changed API is followed, and what is being filled in stays', async (page, open) => {
    await page.clock.install();
    let services = 1;
    await page.route('**/openapi.json', (route) => route.fulfill({json: documentOf(services, 1), headers: {etag: `"${services}"`}}));
    await open(`#/rpc/${encodeURIComponent('big.v1.Service0/Rpc0')}`);
    await field(page, 'name').fill('half');
    services = 2;
    await page.clock.fastForward(20_000);
    await page.getByText('The API has changed.').waitFor();
    assert.equal(await page.locator('#routes a').count(), 2);
    assert.equal(await field(page, 'name').inputValue(), 'half');
    await page.getByRole('button', {name: 'Show it as it is now'}).click();
    await page.getByText('The API has changed.').waitFor({state: 'hidden'});
  });
  await check('types lead to types', async (page, open) => {
    await open(rpc('OrderCards'));
    await page.locator('.fields').first().getByRole('link', {name: 'Recipient'}).click();
    await title(page, 'Recipient');
    await page.getByRole('link', {name: 'PostalAddress'}).click();
    await title(page, 'PostalAddress');
    assert.match(await page.locator('#view').textContent(), /ISO 3166-1.*Used by.*Recipient/s);
  });
}

Object.entries(modules).forEach(([name, body]) => plainCheck(name, body));
const stack = await start();
let good = false;
try {
  await launch(stack.url);
  for (const part of [list, calls, streams, commands, safety, reach, follows]) {
    await part();
  }
} finally {
  good = await close();
  stack.stop();
}
process.exitCode = good ? 0 : 1;
