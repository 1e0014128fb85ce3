import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { RumBatch } from '../../src/rum/rum.js';
import { MAX_BODY_LENGTH, send } from '../../src/rum/transport.js';

const ADDRESS = 'https://rum.example/api/rum/shop?key=pk';
const batchOf = (...names: string[]): RumBatch =>
  ({ rum: 1, sent: 5, session: 's', page: 'https://shop.example/', events: names.map(name => ({ t: 'event', at: 5, name })) });
const namesIn = (body: string) => (JSON.parse(body) as RumBatch).events.map(event => (event as { name: string }).name);

let beacons: [string, string][];
let fetches: [string, RequestInit][];
let sendBeacon: ((url: string, body: string) => boolean) | undefined;
let answer: () => Promise<Response>;
const real = { navigator: Object.getOwnPropertyDescriptor(globalThis, 'navigator'), fetch: globalThis.fetch };

beforeEach(() => {
  beacons = [];
  fetches = [];
  sendBeacon = (url, body) => beacons.push([url, body]) > 0;
  answer = async () => new Response();
  Object.defineProperty(globalThis, 'navigator', { value: { get sendBeacon() { return sendBeacon; } }, configurable: true });
  globalThis.fetch = (url, init) => {
    fetches.push([url as string, init!]);
    return answer();
  };
});
afterEach(() => {
  if (real.navigator) Object.defineProperty(globalThis, 'navigator', real.navigator);
  globalThis.fetch = real.fetch;
});

test('A batch leaves as one beacon', () => {
  send(ADDRESS, batchOf('a', 'b'));

  assert.deepEqual(beacons.map(([url, body]) => [url, JSON.parse(body)]), [[ADDRESS, batchOf('a', 'b')]]);
  assert.equal(fetches.length, 0);
});

test('A refused beacon goes out by fetch and outlives the page', () => {
  sendBeacon = () => false;
  send(ADDRESS, batchOf('a'));

  assert.deepEqual(fetches, [[ADDRESS, { method: 'POST', body: JSON.stringify(batchOf('a')), keepalive: true }]]);
});

test('A browser without beacons sends, too', () => {
  sendBeacon = undefined;
  send(ADDRESS, batchOf('a'));

  assert.equal(fetches.length, 1);
});

test('A failing network is no error in the page', async () => {
  sendBeacon = () => false;
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  send(ADDRESS, batchOf('a'));
  // An unhandled rejection would fail the test run.
  await new Promise(resolve => setImmediate(resolve));

  assert.equal(fetches.length, 1);
});

test('A large batch goes out in parts, each event once and in order', () => {
  const names = Array.from({ length: 90 }, (_, i) => `${i}-${'x'.repeat(600)}`);
  send(ADDRESS, batchOf(...names));

  assert.ok(beacons.length > 3);
  assert.ok(beacons.every(([, body]) => body.length <= MAX_BODY_LENGTH));
  assert.deepEqual(beacons.flatMap(([, body]) => namesIn(body)), names);
});

test('No batch has more events than the receiver takes, and one event is never cut', () => {
  send(ADDRESS, batchOf(...Array.from({ length: 150 }, String)));
  assert.deepEqual(beacons.map(([, body]) => namesIn(body).length), [75, 75]);

  send(ADDRESS, batchOf('x'.repeat(2 * MAX_BODY_LENGTH)));
  assert.equal(beacons.length, 3);
});
