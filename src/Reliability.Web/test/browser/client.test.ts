import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Chromium, type Tab } from './chromium.js';
import { Receiver } from './receiver.js';

const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p6FqVgAAAABJRU5ErkJggg==', 'base64');
const LIMIT = { timeout: 60_000 };

const pageWith = (attributes: string, body: string) => `<!doctype html><title>shop</title><link rel="icon" href="data:,">
  <script>rum = []; rum.push(['event', 'early'])</script>
  <script src="/rum.js" data-site="shop" data-key="pk" ${attributes} async></script>
  <body style="margin:0"><h1 id="headline">A headline that is the largest paint of all</h1>${body}`;

const CART = pageWith('data-release="1.4.2"', `
  <p id="late"></p><p>moved</p>
  <button id="work" onclick="for (const t = performance.now() + 60; performance.now() < t;);">work</button>
  <button id="throw" onclick="throw new TypeError('broken at https://shop.example/a?token=secret')">throw</button>
  <button id="route" onclick="history.pushState({}, '', '/orders/17?mail=a@b.c#x'); late.innerHTML = '<h1>Orders</h1>'">route</button>
  <button id="shift" onclick="setTimeout(() => late.style.height = '300px', 600)">shift</button>
  <img src="/in-sight.png" width="10" height="10"><div style="height:3000px"></div><img src="/below.png" width="10" height="10">`);

let browser: Chromium;
let site: Receiver;
let tab: Tab;
const vital = (name: string) => site.events('vital').filter(event => event.name == name);

before(async () => { browser = await Chromium.start(); });
after(() => browser.stop());
beforeEach(async () => {
  // Its own for each test: what a closed tab still sends reaches nobody else.
  site = await Receiver.start({
    '/cart': CART, '/elsewhere': 'elsewhere', '/sampled-out': pageWith('data-sample="0"', ''),
    '/declined': pageWith('data-respect', ''), '/quiet': pageWith('data-no-errors data-no-resources', ''),
    '/compared': `<!doctype html><title>compared</title><script src="/web-vitals.js"></script><script>
      const theirs = {};
      for (const name of ['onTTFB', 'onFCP', 'onLCP', 'onCLS', 'onINP']) webVitals[name](metric => theirs[metric.navigationType + metric.name] = metric.value,
        { reportAllChanges: true, reportSoftNavs: true, durationThreshold: 16 });
      const ours = {};
      addEventListener('reliability:metric', ({ detail }) => ours[detail.navigationType + detail.name] = detail.value);
      </script>${CART}`,
  }, {
    '/in-sight.png': { type: 'image/png', content: DOT }, '/below.png': { type: 'image/png', content: DOT },
    '/web-vitals.js': { type: 'text/javascript', content: await readFile('../../node_modules/web-vitals/dist/web-vitals.iife.js') },
  });
  tab = await browser.open();
});
afterEach(async () => {
  await tab.close();
  await site.stop();
});

const LOADED = `performance.getEntriesByType('navigation')[0].loadEventEnd > 0 && performance.getEntriesByName('first-contentful-paint').length && window.rum?.event`;

async function visit(path: string): Promise<void> {
  await tab.visit(site.origin + path);
  await tab.until(LOADED);
  await tab.painted();
}

test('A visit from load to leave tells all that happened', LIMIT, async () => {
  await visit('/cart?utm=x#top');
  await tab.click('#work');
  await tab.click('#throw');
  await tab.click('#throw');
  await tab.evaluate(`rum.event('add-to-cart'); rum.business('revenue', 12.5)`);
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('INP').length > 0 && vital('CLS').length > 0);

  const [batch] = site.batches;
  assert.equal(batch?.rum, 1);
  assert.match(batch.session, /^\d+(-\d+){3}$/);
  assert.equal(batch.page, `${site.origin}/cart`);
  assert.equal(batch.release, '1.4.2');
  assert.equal(batch.navigation, 'navigate');
  assert.deepEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'].map(name => vital(name).length), [1, 1, 1, 1, 1]);
  assert.deepEqual(site.events('event').map(({ name }) => name), ['early', 'add-to-cart']);
  assert.deepEqual(site.events('business').map(({ name, value }) => [name, value]), [['revenue', 12.5]]);

  const [largest] = vital('LCP');
  assert.equal(largest?.target, '#headline');
  assert.equal(largest.phases?.length, 4);
  assert.ok(Math.abs(largest.phases.reduce((sum, phase) => sum + phase) - largest.value) <= 2);
  const [interaction] = vital('INP');
  assert.match(interaction?.target ?? '', /^#(work|throw)$/);
  assert.ok(interaction!.value >= 56 && interaction!.phases![1]! >= 59, JSON.stringify(interaction));

  const [navigation] = site.events('nav');
  assert.ok(navigation!.load >= navigation!.dcl && navigation!.dcl > 0);
  const [error] = site.events('error');
  assert.deepEqual([error?.type, error?.message, error?.count], ['TypeError', 'broken at https://shop.example/a', 2]);
  assert.match(error!.stack, /\/cart:\d+:\d+/);
  const activities = site.events('activity');
  assert.equal(activities.reduce((sum, { views }) => sum + views, 0), 1);
  assert.equal(activities.reduce((sum, { interactions }) => sum + interactions, 0), 3);
  const images = site.events('res').flatMap(({ items }) => items).filter(({ k }) => k == 'image');
  assert.deepEqual(images.map(({ h, n, o, ob }) => [h, n, o, ob > 0]), [['', 2, 1, true]]);
  assert.ok(!JSON.stringify(site.batches).match(/utm|secret|#top/), 'query and fragment stay in the page');
});

test('A new route is a view of its own and the page of what follows', LIMIT, async () => {
  await visit('/cart');
  await tab.click('#route');
  await tab.evaluate(`rum.event('seen')`);
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('CLS').length > 0);

  assert.equal(site.batches.at(-1)?.page, `${site.origin}/orders/17`);
  assert.equal(site.events('activity').reduce((sum, { views }) => sum + views, 0), 2);
  assert.equal(site.events('event').find(({ name }) => name == 'seen')?.page, undefined);
  const told = site.batches.flatMap(({ page, events }) => events.map(event => ({ ...event, page: event.page ?? page })));
  const pagesOf = (type: string) => [...new Set(told.filter(({ t }) => t == type).map(({ page }) => page))];
  assert.deepEqual(pagesOf('res'), [`${site.origin}/cart`], 'what was loaded before the route belongs to the page that loaded it');
  assert.equal(told.find(event => event.t == 'vital' && event.name == 'FCP' && event.navigationType == 'navigate')?.page, `${site.origin}/cart`);
});

test('A page that comes back from the cache is measured under new ids, in the same session', LIMIT, async () => {
  await visit('/cart');
  await tab.evaluate('window.isKept = true');
  await tab.visit(`${site.origin}/elsewhere`);
  await tab.evaluate('history.back()');
  await tab.until(`location.pathname == '/cart' && window.isKept`);
  await tab.painted();
  await tab.visit(`${site.origin}/elsewhere`);
  const isRestored = ({ navigationType }: { navigationType: string }) => navigationType == 'back-forward-cache';
  await site.until(() => vital('CLS').some(isRestored));

  const ids = new Set(vital('LCP').map(({ id }) => id));
  assert.equal(ids.size, 2);
  assert.equal(vital('FCP').filter(isRestored).length, 1);
  assert.equal(new Set(site.batches.map(({ session }) => session)).size, 1);
  assert.equal(site.events('activity').reduce((sum, { views }) => sum + views, 0), 2);
});

test('A tab that is closed tells what was measured', LIMIT, async () => {
  await visit('/cart');
  await tab.close();
  tab = await browser.open();
  await site.until(() => vital('CLS').length > 0);

  assert.equal(vital('LCP').length, 1);
});

test('Visitors who ask not to be tracked are left alone where the page heeds it, and calls still work', LIMIT, async () => {
  await tab.prepare(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
  for (const path of ['/declined', '/cart']) {
    await visit(path);
    await tab.evaluate(`rum.event('x'); rum.business('y'); rum.error(new Error('z'))`);
  }
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('CLS').length > 0);

  assert.ok(site.batches.every(({ page }) => page == `${site.origin}/cart`));
});

test('A session outside the sample sends nothing', LIMIT, async () => {
  await visit('/sampled-out');
  await tab.evaluate(`rum.event('x')`);
  await visit('/cart');
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('CLS').length > 0);

  assert.ok(site.batches.every(({ page }) => page == `${site.origin}/cart`));
});

test('A page may leave out errors and resources', LIMIT, async () => {
  await visit('/quiet');
  await tab.evaluate(`setTimeout(() => { throw new Error('not told') }); rum.error(new Error('told by hand'))`);
  await tab.painted();
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('CLS').length > 0);

  assert.deepEqual(site.events('error').map(({ message }) => message), ['told by hand']);
  assert.deepEqual(site.events('res'), []);
});

test('A page rendered in advance is a view from when it is shown', LIMIT, async () => {
  // Simulated: a browser that is driven renders nothing in advance.
  await tab.prepare(`Object.defineProperty(document, 'prerendering', { get: () => !window.isAsked })`);
  await tab.visit(`${site.origin}/cart`);
  assert.ok(await tab.evaluate('Array.isArray(rum)'), 'calls are still written down');
  await tab.evaluate(`isAsked = true; document.dispatchEvent(new Event('prerenderingchange'))`);
  await tab.until(LOADED);
  await tab.painted();
  await tab.visit(`${site.origin}/elsewhere`);
  await site.until(() => vital('CLS').length > 0);

  assert.deepEqual(['FCP', 'LCP', 'TTFB'].map(name => vital(name).length), [1, 1, 1]);
  assert.deepEqual(site.events('event').map(({ name }) => name), ['early']);
  assert.equal(site.events('activity').reduce((sum, { views }) => sum + views, 0), 1);
});

async function compare(): Promise<void> {
  // The library waits for idle moments; this client does not.
  await tab.until(`ours['navigateINP'] == theirs['navigateINP'] && Object.keys(ours).length == Object.keys(theirs).length`).catch(() => {});
  const [ours, theirs] = await tab.evaluate<[Record<string, number>, Record<string, number>]>('[ours, theirs]');
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort());
  for (const [name, value] of Object.entries(theirs)) {
    // Paints of restored pages are timed by performance.now(), which each asks in a callback of its own.
    const tolerance = /^back-forward-cache(FCP|LCP)$/.test(name) ? 100 : 0;
    assert.ok(Math.abs(ours[name]! - value) <= tolerance, `${name}: ${ours[name]} is not ${value}`);
  }
}

test('Values are those of the unchanged web-vitals library: load, interaction, shift, page restored', LIMIT, async () => {
  await visit('/compared');
  await tab.click('#work');
  await tab.click('#shift');
  await tab.until('theirs.navigateCLS > 0');
  await tab.visit(`${site.origin}/elsewhere`);
  await tab.evaluate('history.back()');
  await tab.until(`'back-forward-cacheLCP' in ours && 'back-forward-cacheLCP' in theirs`);
  await tab.click('#work');
  await tab.until(`'back-forward-cacheINP' in theirs`);

  await compare();
});

test('Values are those of the unchanged web-vitals library: a new route', LIMIT, async () => {
  await visit('/compared');
  await tab.click('#route');
  await tab.until(`'soft-navigationFCP' in theirs`);
  await tab.click('#work');
  await tab.until(`'soft-navigationINP' in theirs`);

  await compare();
});
