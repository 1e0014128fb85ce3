import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createSession, IDLE_MS, isSampled, LONGEST_MS, randomId } from '../../src/rum/session.js';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
});

test('Pages that share a storage share a session', () => {
  const storage = {};
  const first = createSession(() => storage)();

  assert.equal(createSession(() => storage)(), first);
});

test('A session lasts while something is sent every quarter of an hour, and ends after that', () => {
  const session = createSession(() => ({}));
  const first = session();
  mock.timers.tick(IDLE_MS - 1);
  assert.equal(session(), first);
  mock.timers.tick(IDLE_MS - 1);
  assert.equal(session(), first);

  mock.timers.tick(IDLE_MS);
  assert.notEqual(session(), first);
});

test('A session ends after four hours, however busy it is', () => {
  const storage = {};
  const session = createSession(() => storage);
  const first = session();
  for (let time = 0; time + 600_000 < LONGEST_MS; time += 600_000) {
    mock.timers.tick(600_000);
    assert.equal(session(), first);
  }
  mock.timers.tick(600_000);
  assert.notEqual(session(), first);
});

test('Where storage is denied, the session lasts as long as the page', () => {
  const denied = () => { throw new Error('SecurityError'); };
  const session = createSession(denied);

  assert.equal(session(), session());
  assert.notEqual(createSession(denied)(), session());
});

test('What others have stored under the same name is no session', () => {
  assert.match(createSession(() => ({ rum: 'a drink' }))(), /^\d+-\d+-\d+-\d+$/);
});

test('An id fits the 64 characters of the format', () => {
  for (let i = 0; i < 100; i++) assert.ok(randomId().length <= 43);
});

test('The same session is always in the sample or always out, and the shares are right', () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => `${Math.floor((i + 0.5) / 2_000 * 2 ** 32)}-1-2-3`);

  assert.equal(ids.filter(id => isSampled(id, 1)).length, 2_000);
  assert.equal(ids.filter(id => isSampled(id, 0.1)).length, 200);
  assert.equal(ids.filter(id => isSampled(id, 0)).length, 0);
  assert.equal(ids.filter(id => isSampled(id, NaN)).length, 0);
  assert.ok(isSampled(`${2 ** 32 - 1}-0-0-0`, 1));
});
