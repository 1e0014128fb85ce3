import type { Metric } from 'web-vitals';
import type { Cause } from './cause.js';
import type { VitalEvent } from './rum.js';

/** How long after it was last told a value may be replaced: safely less than the 30 minutes of the receiver. */
export const REPLACE_MS = 1_500_000;

/** The part of a web-vitals metric that is used; its `entries` are bulky and stay in the page. */
export type Measurement = Pick<Metric, 'name' | 'value' | 'id' | 'navigationType'> & Cause;

/** Decides which values of the vitals are told when. */
export interface Vitals {
  /** Takes in a measurement or a change of one. */
  measured(measurement: Measurement, page: string): void;
  /** What can be told: the paints and the first byte, and on leaving CLS and INP as they stand. */
  take(leaving: boolean): VitalEvent[];
}

interface Report {
  event: VitalEvent;
  isChanged: boolean;
  toldAt?: number;
}

// These are as good as final within seconds. CLS and INP grow as long as the page is used, perhaps for hours.
const isEarly = (name: string): boolean => name > 'F' && name != 'INP';

/**
 * Creates vitals without any measurement.
 * @param add Takes what is over and will not change.
 * @param wake Asks for a batch soon.
 */
export function createVitals(add: (event: VitalEvent) => void, wake: () => void): Vitals {
  // One report per name suffices, because a vital never goes back to an earlier id.
  const reports: Record<string, Report> = {};
  return {
    measured({ name, value, id, navigationType, target, phases }, page) {
      const event: VitalEvent = { t: 'vital', at: Date.now(), name, value, id, navigationType, page, target, phases };
      let report = reports[name];
      if (report?.event.id != id) {
        if (report?.isChanged) add(report.event);
        reports[name] = report = { event, isChanged: true };
      // Later than that the receiver would no longer replace the value but count another one.
      } else if (!(event.at - report.toldAt! > REPLACE_MS)) {
        report.event = event;
        report.isChanged = true;
      }
      if (isEarly(name)) wake();
    },
    take: leaving => Object.values(reports)
      .filter(({ isChanged, event }) => isChanged && (leaving || isEarly(event.name)))
      .map(report => {
        report.isChanged = false;
        report.toldAt = Date.now();
        return report.event;
      }),
  };
}
