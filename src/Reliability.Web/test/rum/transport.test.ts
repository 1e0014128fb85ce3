import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, type Sender } from '../../src/rum/transport.js';

const URL = 'https://rum.example/api/rum/shop?key=pk';

/** A network that records what it is given; a full one refuses beacons, a broken one fails fetches. */
class FakeNetwork implements Sender {
  readonly beacons: [string, string][] = [];
  readonly fetches: [string, RequestInit][] = [];

  constructor(private readonly faults: { full?: boolean; broken?: boolean } = {}) {}

  sendBeacon(url: string, body: string): boolean {
    if (this.faults.full) return false;
    this.beacons.push([url, body]);
    return true;
  }

  async fetch(url: string, init: RequestInit): Promise<unknown> {
    this.fetches.push([url, init]);
    if (this.faults.broken) throw new TypeError('Failed to fetch');
    return undefined;
  }
}

test('A batch leaves as one beacon with a top-level JSON array', () => {
  const network = new FakeNetwork();
  send(network, URL, [{ name: 'LCP' }, { name: 'CLS' }]);

  assert.deepEqual(network.beacons, [[URL, '[{"name":"LCP"},{"name":"CLS"}]']]);
  assert.equal(network.fetches.length, 0);
});

test('An empty batch is not sent', () => {
  const network = new FakeNetwork();
  send(network, URL, []);

  assert.equal(network.beacons.length + network.fetches.length, 0);
});

test('A refused beacon goes out by fetch, without credentials and outliving the page', () => {
  const network = new FakeNetwork({ full: true });
  send(network, URL, [1]);

  assert.deepEqual(network.fetches,
    [[URL, { method: 'POST', body: '[1]', keepalive: true, credentials: 'omit', mode: 'cors' }]]);
});

test('A failing network is no error in the page', async () => {
  const network = new FakeNetwork({ full: true, broken: true });
  send(network, URL, [1]);
  // An unhandled rejection would fail the test run.
  await new Promise(resolve => setImmediate(resolve));

  assert.equal(network.fetches.length, 1);
});

test('A browser that can send nothing is left alone', () => {
  assert.doesNotThrow(() => send({}, URL, [1]));
});
