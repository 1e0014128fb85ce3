import assert from 'node:assert/strict';
import { test } from 'node:test';
import { navigationEvent } from '../../src/rum/navigation.js';

const TIMING = {
  domainLookupStart: 5, domainLookupEnd: 17, connectStart: 17, secureConnectionStart: 37, connectEnd: 67,
  domContentLoadedEventEnd: 800.4, loadEventEnd: 1_500, activationStart: 0,
} as PerformanceNavigationTiming & { activationStart: number };

test('The parts of a navigation', () => {
  assert.deepEqual(navigationEvent(TIMING, '1'), { t: 'nav', id: 'n-1', dns: 12, tcp: 20, tls: 30, dcl: 800, load: 1_500 });
});

test('Without TLS, connecting is all of it', () => {
  const { tcp, tls } = navigationEvent({ ...TIMING, secureConnectionStart: 0 }, '1');
  assert.deepEqual([tcp, tls], [50, 0]);
});

test('A page rendered in advance counts from when it was asked for', () => {
  const { dcl, load } = navigationEvent({ ...TIMING, activationStart: 1_000 }, '1');
  assert.deepEqual([dcl, load], [0, 500]);
});
