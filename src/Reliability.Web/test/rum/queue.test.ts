import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PENDING, MetricQueue } from '../../src/rum/queue.js';

interface Item { name: string; id: string; value: number }

const item = (name: string, id: string, value = 0): Item => ({ name, id, value });

test('A value that may still change waits until everything is taken', () => {
  const queue = new MetricQueue<Item>(['FCP']);
  queue.add(item('CLS', 'c1'));
  queue.add(item('FCP', 'f1'));

  assert.deepEqual(queue.takeFinal(), [item('FCP', 'f1')]);
  assert.deepEqual(queue.takeFinal(), []);
  assert.deepEqual(queue.takeAll(), [item('CLS', 'c1')]);
  assert.deepEqual(queue.takeAll(), []);
});

test('A newer value replaces the one that waits under the same id', () => {
  const queue = new MetricQueue<Item>([]);
  queue.add(item('CLS', 'c1', 0));
  queue.add(item('INP', 'i1', 24));
  queue.add(item('CLS', 'c1', 0.2));

  assert.deepEqual(queue.takeAll(), [item('CLS', 'c1', 0.2), item('INP', 'i1', 24)]);
});

test('An id that has been sent is not sent again, a new id of the same vital is', () => {
  const queue = new MetricQueue<Item>([]);
  queue.add(item('CLS', 'c1', 0));
  queue.takeAll();
  queue.add(item('CLS', 'c1', 0.3));
  queue.add(item('CLS', 'c2', 0.1));

  assert.deepEqual(queue.takeAll(), [item('CLS', 'c2', 0.1)]);
});

test('A settled vital is final from then on, what waits included', () => {
  const queue = new MetricQueue<Item>([]);
  queue.add(item('LCP', 'l1', 900));
  queue.add(item('CLS', 'c1', 0));

  assert.deepEqual(queue.settle('LCP'), [item('LCP', 'l1', 900)]);
  assert.deepEqual(queue.settle('LCP'), []);
  assert.equal(queue.isFinal('LCP'), true);
  assert.deepEqual(queue.takeFinal(), [item('LCP', 'l1', 900)]);
});

test('The queue is bounded and gives up the oldest', () => {
  const queue = new MetricQueue<Item>([]);
  for (let i = 0; i <= MAX_PENDING; i++) queue.add(item('INP', `i${i}`));

  const taken = queue.takeAll();

  assert.equal(taken.length, MAX_PENDING);
  assert.equal(taken[0]?.id, 'i1');
});
