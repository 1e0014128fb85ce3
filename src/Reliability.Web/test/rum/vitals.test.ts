import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { VitalEvent } from '../../src/rum/rum.js';
import { createVitals, REPLACE_MS, type Measurement } from '../../src/rum/vitals.js';

const PAGE = 'https://shop.example/';
const measurement = (name: Measurement['name'], value: number, id: string = name): Measurement =>
  ({ name, value, id, navigationType: 'navigate' });

function fake() {
  const over: VitalEvent[] = [];
  let wakes = 0;
  const vitals = createVitals(event => void over.push(event), () => void wakes++);
  return {
    measured: (...given: Parameters<typeof measurement>) => vitals.measured(measurement(...given), PAGE),
    taken: (leaving: boolean) => vitals.take(leaving).map(({ name, value }) => [name, value]),
    over: () => over.map(({ id, value }) => [id, value]),
    wakes: () => wakes,
    vitals,
  };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: 1_000 });
});

test('Paints and the first byte are told soon; what grows with use waits until the visitor leaves', () => {
  const { measured, taken, wakes } = fake();
  for (const name of ['CLS', 'INP'] as const) measured(name, 1);
  assert.equal(wakes(), 0);
  for (const name of ['TTFB', 'FCP', 'LCP'] as const) measured(name, 1);
  assert.equal(wakes(), 3);

  assert.deepEqual(taken(false), [['TTFB', 1], ['FCP', 1], ['LCP', 1]]);
  assert.deepEqual(taken(true), [['CLS', 1], ['INP', 1]]);
  assert.deepEqual(taken(true), []);
});

test('A value that changes after it was told is told again under its id', () => {
  const { measured, taken } = fake();
  measured('CLS', 0);
  measured('CLS', 0.1);
  assert.deepEqual(taken(true), [['CLS', 0.1]]);

  mock.timers.tick(REPLACE_MS);
  measured('CLS', 0.3);
  assert.deepEqual(taken(true), [['CLS', 0.3]]);
});

test('A change that comes too late to replace the value is not told, because it would count twice', () => {
  const { measured, taken } = fake();
  measured('INP', 40);
  taken(true);
  mock.timers.tick(REPLACE_MS + 1);
  measured('INP', 300);
  assert.deepEqual(taken(true), []);

  measured('INP', 16, 'restored');
  assert.deepEqual(taken(true), [['INP', 16]]);
});

test('A value nobody was told of for hours is not late', () => {
  const { measured, taken } = fake();
  measured('INP', 40);
  mock.timers.tick(10 * REPLACE_MS);
  measured('INP', 300);

  assert.deepEqual(taken(true), [['INP', 300]]);
});

test('The last value of a page view is not lost when the next one begins', () => {
  const { measured, taken, over } = fake();
  measured('CLS', 0.2, 'loaded');
  measured('CLS', 0, 'restored');

  assert.deepEqual(over(), [['loaded', 0.2]]);
  assert.deepEqual(taken(true), [['CLS', 0]]);
  measured('CLS', 0, 'again');
  assert.equal(over().length, 1);
});

test('An event carries the page, the time of its value and the cause, and no entries', () => {
  const { vitals } = fake();
  vitals.measured({ ...measurement('LCP', 900), target: '#hero', phases: [1, 2, 3, 4], entries: [{}] } as Measurement, PAGE);

  assert.deepEqual(vitals.take(false), [{
    t: 'vital', at: 1_000, name: 'LCP', value: 900, id: 'LCP', navigationType: 'navigate', page: PAGE,
    target: '#hero', phases: [1, 2, 3, 4],
  }]);
});
