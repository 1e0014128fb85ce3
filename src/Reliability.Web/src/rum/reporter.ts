import type { Metric } from 'web-vitals';
import type { VisitContext } from './context.js';
import type { RumMetric } from './metric.js';
import { MetricQueue } from './queue.js';

/** Quiet time after the last final measurement before it is sent, so that a page which stays open is seen. */
export const QUIET_MS = 5_000;

/** The part of a web-vitals metric that is used; its `entries` are bulky and stay in the page. */
export type Measurement = Pick<Metric, 'name' | 'value' | 'rating' | 'id' | 'navigationType'>;

/** One event of a beacon, as the receiver reads it. */
export interface BeaconEvent extends Measurement, VisitContext {
  /** Equal to `value`: each id is sent once, so its first increment is all of it. */
  readonly delta: number;
}

/** What a reporter acts on. */
export interface ReporterEnvironment {
  /** Sends a batch that is never empty. */
  send(batch: readonly BeaconEvent[]): void;
  /** Shows a measurement to the page. */
  announce(metric: RumMetric): void;
  /** Starts a timer; returns what stops it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Decides when what has been measured is announced and sent. */
export class Reporter {
  private readonly visit: VisitContext;
  private readonly environment: ReporterEnvironment;
  private readonly queue = new MetricQueue<BeaconEvent>(['FCP', 'TTFB']);
  private stopTimer: (() => void) | undefined;

  constructor(visit: VisitContext, environment: ReporterEnvironment) {
    this.visit = visit;
    this.environment = environment;
  }

  /** Takes in a measurement or a change of one. */
  measured(measurement: Measurement): void {
    const { name, value, id, rating, navigationType } = measurement;
    const final = this.queue.isFinal(name);
    this.queue.add({ name, value, id, rating, delta: value, navigationType, ...this.visit });
    if (final) this.restartTimer();
    this.announce(measurement, final);
  }

  /** The visitor has clicked or typed: browsers stop looking for larger contentful paints. */
  interacted(): void {
    const settled = this.queue.settle('LCP');
    if (settled.length > 0) this.restartTimer();
    settled.forEach(event => this.announce(event, true));
  }

  /** The page is hidden or leaves: the last moment at which sending is reliable. */
  hidden(): void {
    this.stopTimer?.();
    const batch = this.queue.takeAll();
    this.send(batch);
    batch.filter(event => !this.queue.isFinal(event.name)).forEach(event => this.announce(event, true));
  }

  private announce({ name, value, rating, id, navigationType }: Measurement, final: boolean): void {
    this.environment.announce({ name, value, rating, id, navigationType, final });
  }

  private restartTimer(): void {
    this.stopTimer?.();
    this.stopTimer = this.environment.after(QUIET_MS, () => this.send(this.queue.takeFinal()));
  }

  private send(batch: readonly BeaconEvent[]): void {
    if (batch.length > 0) this.environment.send(batch);
  }
}
