import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RumMetric } from '../../src/rum/metric.js';
import { QUIET_MS, Reporter, type BeaconEvent, type Measurement } from '../../src/rum/reporter.js';

/** A browser whose time is moved by hand. */
class FakeBrowser {
  readonly batches: (readonly BeaconEvent[])[] = [];
  readonly announced: RumMetric[] = [];
  private now = 0;
  private timers: { due: number; callback: () => void }[] = [];

  readonly reporter = new Reporter({ page: 'https://shop.example/', device: 'desktop', release: '1.4.2' }, {
    send: batch => this.batches.push(batch),
    announce: metric => this.announced.push(metric),
    after: (milliseconds, callback) => {
      const timer = { due: this.now + milliseconds, callback };
      this.timers.push(timer);
      return () => { this.timers = this.timers.filter(other => other !== timer); };
    },
  });

  advance(milliseconds: number): void {
    this.now += milliseconds;
    const due = this.timers.filter(timer => timer.due <= this.now);
    this.timers = this.timers.filter(timer => timer.due > this.now);
    due.forEach(timer => timer.callback());
  }

  sentNames(): string[][] {
    return this.batches.map(batch => batch.map(event => event.name));
  }
}

const measurement = (name: Measurement['name'], value: number, id = `v6-${name}`): Measurement =>
  ({ name, value, id, rating: 'good', navigationType: 'navigate' });

test('A page that stays open sends what is final after the quiet time, in one batch', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('TTFB', 90));
  browser.advance(QUIET_MS - 1);
  browser.reporter.measured(measurement('FCP', 700));
  browser.reporter.measured(measurement('LCP', 900));
  browser.reporter.measured(measurement('CLS', 0));
  browser.advance(QUIET_MS - 1);
  assert.deepEqual(browser.sentNames(), []);

  browser.advance(1);

  assert.deepEqual(browser.sentNames(), [['TTFB', 'FCP']]);
  browser.advance(10 * QUIET_MS);
  assert.equal(browser.batches.length, 1);
});

test('LCP goes out after the first interaction, without waiting for the page to be hidden', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('LCP', 900));
  browser.reporter.interacted();
  browser.reporter.measured(measurement('INP', 32));
  browser.advance(QUIET_MS);

  assert.deepEqual(browser.sentNames(), [['LCP']]);
});

test('Hiding the page sends everything at once and stops the timer', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('FCP', 700));
  browser.reporter.measured(measurement('CLS', 0.02));
  browser.reporter.measured(measurement('CLS', 0.07));
  browser.reporter.hidden();
  browser.reporter.hidden();
  browser.advance(QUIET_MS);

  assert.deepEqual(browser.sentNames(), [['FCP', 'CLS']]);
  assert.equal(browser.batches[0]?.[1]?.value, 0.07);
});

test('A visitor who comes back and moves the layout again is not counted twice', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('CLS', 0));
  browser.reporter.hidden();
  browser.reporter.measured(measurement('CLS', 0.3));
  browser.reporter.hidden();

  assert.equal(browser.batches.length, 1);
});

test('A page restored from the back/forward cache reports under its new ids', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('LCP', 900, 'v6-1'));
  browser.reporter.hidden();
  browser.reporter.measured({ ...measurement('LCP', 12, 'v6-2'), navigationType: 'back-forward-cache' });
  browser.reporter.hidden();

  assert.deepEqual(browser.batches.map(batch => batch[0]?.id), ['v6-1', 'v6-2']);
});

test('An event carries the visit, the whole value as its delta, and no entries', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured({ ...measurement('LCP', 900), entries: [{}], delta: 100 } as Measurement);
  browser.reporter.hidden();

  assert.deepEqual(browser.batches[0], [{
    name: 'LCP', value: 900, id: 'v6-LCP', rating: 'good', delta: 900, navigationType: 'navigate',
    page: 'https://shop.example/', device: 'desktop', release: '1.4.2',
  }]);
});

test('The page sees every change, and which value is final', () => {
  const browser = new FakeBrowser();
  browser.reporter.measured(measurement('FCP', 700));
  browser.reporter.measured(measurement('LCP', 800));
  browser.reporter.measured(measurement('LCP', 900));
  browser.reporter.interacted();
  browser.reporter.interacted();
  browser.reporter.measured(measurement('INP', 40));
  browser.reporter.hidden();

  assert.deepEqual(browser.announced.map(({ name, value, final }) => [name, value, final]), [
    ['FCP', 700, true], ['LCP', 800, false], ['LCP', 900, false], ['LCP', 900, true], ['INP', 40, false], ['INP', 40, true],
  ]);
});
