import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createOutbox, MAX_BATCH_EVENTS, QUIET_MS, SLOW_MS } from '../../src/rum/outbox.js';
import type { RumEvent } from '../../src/rum/rum.js';

const step = (name: string): RumEvent => ({ t: 'event', at: 0, name });

/** An outbox whose batches are kept, and beside which events may come together. */
function fake() {
  const sent: string[][] = [];
  const beside: RumEvent[] = [];
  const asked: boolean[] = [];
  const outbox = createOutbox(
    leaving => {
      asked.push(leaving);
      return beside.splice(0);
    },
    events => void sent.push(events.map(event => (event as { name: string }).name)));
  return { ...outbox, sent, beside, asked };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date', 'setTimeout'] });
});

test('Events wait for company, but not longer than the first of them may', () => {
  const { add, sent } = fake();
  add(step('a'));
  mock.timers.tick(QUIET_MS - 1);
  add(step('b'));
  assert.deepEqual(sent, []);

  mock.timers.tick(1);
  assert.deepEqual(sent, [['a', 'b']]);
  mock.timers.tick(10 * SLOW_MS);
  assert.equal(sent.length, 1);
});

test('The sooner of two times counts', () => {
  const { add, wake, beside, sent } = fake();
  beside.push(step('slow'));
  wake(SLOW_MS);
  mock.timers.tick(1_000);
  add(step('quick'));
  wake(SLOW_MS);
  mock.timers.tick(QUIET_MS);

  assert.deepEqual(sent, [['quick', 'slow']]);
});

test('Leaving sends everything at once, and asks for what is only told then', () => {
  const { add, flush, sent, asked } = fake();
  add(step('a'));
  flush(true);
  mock.timers.tick(SLOW_MS);

  assert.deepEqual(sent, [['a']]);
  assert.deepEqual(asked, [true]);
});

test('Nothing to tell is nothing to send', () => {
  const { wake, flush, sent } = fake();
  wake(QUIET_MS);
  mock.timers.tick(QUIET_MS);
  flush(true);

  assert.deepEqual(sent, []);
});

test('A page that tells too much at once does not fill the memory of its visitor', () => {
  const { add, sent } = fake();
  for (let i = 0; i < 2 * MAX_BATCH_EVENTS + 5; i++) add(step('x'));

  assert.deepEqual(sent.map(names => names.length), [MAX_BATCH_EVENTS, MAX_BATCH_EVENTS]);
});
