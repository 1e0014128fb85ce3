import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApi } from '../../src/rum/api.js';
import type { RumCall } from '../../src/rum/rum.js';

function fake() {
  const told: unknown[] = [];
  const api = createApi({ add: event => void told.push(event), caught: error => void told.push(error) });
  return { api, told };
}

test('Calls become events', () => {
  const { api, told } = fake();
  api.event('add-to-cart');
  api.business('revenue', 12.5);
  api.business('conversion');

  assert.deepEqual(told, [
    { t: 'event', name: 'add-to-cart' }, { t: 'business', name: 'revenue', value: 12.5 }, { t: 'business', name: 'conversion', value: 1 },
  ]);
});

test('Calls written down before are made later', () => {
  const { api, told } = fake();
  const early: RumCall[] = [['event', 'pay'], ['business', 'revenue', 3], ['error', 'late']];
  early.forEach(call => api.push(call));

  assert.deepEqual(told, [{ t: 'event', name: 'pay' }, { t: 'business', name: 'revenue', value: 3 }, 'late']);
});

test('Names are cut; what makes no sense is ignored and never an error in the page', () => {
  const { api, told } = fake();
  api.event('x'.repeat(100));
  api.event('');
  api.event(undefined as never);
  api.business('revenue', NaN);
  api.business('revenue', '3' as never);
  api.push(undefined as never);
  api.push(['nonsense'] as never);

  assert.deepEqual(told, [{ t: 'event', name: 'x'.repeat(64) }]);
});

test('Without anything to act on, calls do nothing', () => {
  const api = createApi({});
  assert.doesNotThrow(() => {
    api.event('x');
    api.business('y', 1);
    api.error(new Error('z'));
    api.push(['event', 'x']);
  });
});
