import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createActivity } from '../../src/rum/activity.js';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
});

test('Views, interactions and the time the page was seen are told once', () => {
  const activity = createActivity();
  activity.seen(true);
  activity.viewed();
  activity.interacted();
  mock.timers.tick(2_500);
  activity.seen(false);
  mock.timers.tick(60_000);

  assert.deepEqual(activity.take(false), [{ t: 'activity', views: 1, interactions: 1, rage: 0, seconds: 2.5 }]);
  assert.deepEqual(activity.take(true), []);
});

test('Time alone is told on leaving, and not lost before', () => {
  const activity = createActivity();
  activity.seen(true);
  mock.timers.tick(30_000);
  assert.deepEqual(activity.take(false), []);
  mock.timers.tick(30_000);
  activity.seen(false);

  assert.deepEqual(activity.take(true).map(({ seconds }) => seconds), [60]);
});

test('A machine that sleeps with the page open does not make an engaged visitor', () => {
  const activity = createActivity();
  activity.seen(true);
  mock.timers.tick(8 * 3_600_000);

  assert.equal(activity.take(true)[0]?.seconds, 900);
});

const clicks: [string, { element: unknown; after: number }[], number][] = [
  ['Three clicks within a second on one element are anger', [{ element: 1, after: 0 }, { element: 1, after: 300 }, { element: 1, after: 300 }], 1],
  ['More of the same are the same anger', Array(8).fill({ element: 1, after: 100 }), 1],
  ['Slow clicks are not', Array(4).fill({ element: 1, after: 501 }), 0],
  ['Nor are clicks on different elements', [{ element: 1, after: 100 }, { element: 2, after: 100 }, { element: 1, after: 100 }], 0],
  ['Nor are keys', Array(5).fill({ element: undefined, after: 10 }), 0],
];
for (const [name, made, expected] of clicks) {
  test(name, () => {
    const activity = createActivity();
    for (const { element, after } of made) {
      mock.timers.tick(after);
      activity.interacted(element);
    }
    const [told] = activity.take(false);
    assert.deepEqual([told?.rage, told?.interactions], [expected, made.length]);
  });
}
