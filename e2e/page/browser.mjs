// A browser, and visits of the page that are told apart; each fails for what no visit may bring.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

const OPTIONS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

let passed = 0;
let failed = 0;
let browser;
let base;

/** A check without a visit. */
export function plainCheck(name, body) {
  try {
    body();
    passed += 1;
    console.log(`ok ${name}`);
  } catch (failure) {
    told(name, failure);
  }
}

function told(name, failure) {
  failed += 1;
  console.log(`not ok ${name}\n  | ${String(failure.stack ?? failure).replaceAll('\n', '\n  | ')}`);
}

export async function launch(url) {
  base = url;
  browser = await chromium.launch({executablePath: process.env.BROWSER_PATH, args: OPTIONS});
}

export async function close() {
  await browser?.close();
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

/**
 * One check: a visit of its own, with a clean profile.
 *
 * @param {string} name what is checked
 * @param {function(import('playwright-core').Page, function(string): Promise): Promise} body gets the page, and what
 *     opens a hash of it
 * @param {Object} [options] of the browser's context; `before` is called with the page before anything is loaded,
 *     `expected` matches errors that the browser's console has to tell of
 */
export async function check(name, body, {before, expected = null, ...options} = {}) {
  const bad = [];
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  context.setDefaultTimeout(10_000);
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    page.on('console', (message) => {
      if (message.type() === 'error' && expected?.test(message.text()) !== true) {
        bad.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (failure) => bad.push(`script: ${failure.stack}`));
    page.on('dialog', (dialog) => {
      bad.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${base}/`) && !request.url().startsWith('data:')) {
        bad.push(`request to elsewhere: ${request.url()}`);
      }
    });
    await before?.(page);
    await body(page, async (hash) => {
      await page.goto(`${base}/${hash}`);
      await page.locator('#view h1').waitFor();
    });
    bad.push(...(await page.evaluate(() => window.violations)));
    assert.deepEqual(bad, []);
    passed += 1;
    console.log(`ok ${name}`);
  } catch (failure) {
    told(name, failure);
    bad.forEach((each) => console.log(`  | ${each}`));
  } finally {
    await context.close();
  }
}

/** The place of an RPC of the sample. */
export function rpc(name) {
  return `#/rpc/${encodeURIComponent(`bluehub.example.v1.HelloWorldService/${name}`)}`;
}

/** Has /openapi.json answer with a document of the check's own. */
export function serving(document) {
  return (page) => page.route('**/openapi.json', (route) => route.fulfill({json: document, headers: {etag: '"own"'}}));
}

/** A document with routes of that many services. */
export function documentOf(services, rpcs, texts = {}) {
  const paths = {};
  const tags = [];
  for (let s = 0; s < services; s += 1) {
    tags.push({name: `big.v1.Service${s}`, description: texts.comment ?? `Service ${s} of many.`});
    for (let r = 0; r < rpcs; r += 1) {
      paths[`/v1/s${s}/r${r}/{name}`] = {get: operation(`big.v1.Service${s}`, `Rpc${r}`, texts)};
    }
  }
  return {
    openapi: '3.1.1',
    info: {title: texts.title ?? 'Big', version: '1', description: texts.comment ?? ''},
    tags,
    paths,
    components: {schemas: {'big.v1.Answer': {type: 'object', description: texts.comment ?? '', properties: {[texts.field ?? 'text']: {type: 'string', description: texts.comment ?? ''}}}}},
  };
}

function operation(service, name, texts) {
  return {
    tags: [service],
    summary: texts.comment ?? `Does ${name}`,
    description: texts.comment ?? `Does ${name}.`,
    operationId: `${service}_${name}`,
    parameters: [{name: 'name', in: 'path', required: true, description: texts.comment ?? 'The name.', schema: {type: 'string'}}],
    responses: {200: {description: 'The answer.', content: {'application/json': {schema: {$ref: '#/components/schemas/big.v1.Answer'}}}}},
    'x-grpc-method': `${service}/${texts.rpc ?? name}`,
    'x-bluehub-upstream': texts.upstream ?? 'big',
  };
}
