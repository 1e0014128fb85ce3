import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createErrors, MAX_ERRORS } from '../../src/rum/errors.js';

function fake() {
  let wakes = 0;
  const errors = createErrors(() => ({ at: 7, page: 'https://shop.example/' }), () => void wakes++);
  return { ...errors, wakes: () => wakes };
}

const thrown = (message: string, stack = `TypeError: ${message}\n    at pay (https://shop.example/app.js:1:2)`) =>
  Object.assign(new TypeError(message), { stack });

test('The same error is counted, not repeated', () => {
  const { caught, take } = fake();
  for (let i = 0; i < 3; i++) caught(thrown('x is undefined'));
  caught(thrown('y is undefined'));

  assert.deepEqual(take().map(({ message, count }) => [message, count]), [['x is undefined', 3], ['y is undefined', 1]]);
  assert.deepEqual(take(), []);
});

test('An error that goes on is told with what has been added', () => {
  const { caught, take, wakes } = fake();
  caught(thrown('x'));
  take();
  caught(thrown('x'));
  caught(thrown('x'));

  assert.deepEqual(take().map(({ count }) => count), [2]);
  assert.equal(wakes(), 3);
});

test('A page tells a bounded number of different errors', () => {
  const { caught, take } = fake();
  for (let i = 0; i < 3 * MAX_ERRORS; i++) caught(thrown(`broken ${i}`));
  caught(thrown('broken 0'));

  const told = take();
  assert.equal(told.length, MAX_ERRORS);
  assert.equal(told[0]?.count, 2);
});

test('Queries and fragments of addresses stay in the page, lines and columns do not', () => {
  const { caught, take } = fake();
  caught(thrown('no answer from https://api.example/me?token=a:b', 'at f (https://shop.example/app.js?v=1#top:10:5)\n    at https://shop.example/b.js?x:3:4'));

  const [error] = take();
  assert.equal(error?.message, 'no answer from https://api.example/me');
  assert.equal(error?.stack, 'at f (https://shop.example/app.js:10:5)\n    at https://shop.example/b.js:3:4');
});

test('Anything can be thrown', () => {
  const { caught, take } = fake();
  caught('just text', 'UnhandledRejection');
  caught(undefined, 'UnhandledRejection');
  caught({ code: 4 });
  caught('Script error.', 'Error', ':0:0');

  assert.deepEqual(take().map(({ type, message, stack }) => [type, message, stack]), [
    ['UnhandledRejection', 'just text', ''], ['UnhandledRejection', 'undefined', ''], ['Error', '[object Object]', ''],
    ['Error', 'Script error.', ':0:0'],
  ]);
});

test('Errors of extensions are not the site\'s', () => {
  const { caught, take, wakes } = fake();
  caught(thrown('x', 'at chrome-extension://abc/content.js:1:1'));

  assert.deepEqual(take(), []);
  assert.equal(wakes(), 0);
});

test('Text is cut', () => {
  const { caught, take } = fake();
  caught(Object.assign(new Error('m'.repeat(9_999)), { name: 'n'.repeat(99), stack: 's'.repeat(9_999) }));

  const [error] = take();
  assert.deepEqual([error?.type.length, error?.message.length, error?.stack.length], [64, 500, 2_000]);
});
