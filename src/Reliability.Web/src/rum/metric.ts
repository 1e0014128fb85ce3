import type { Metric } from 'web-vitals';

/** One measurement of the current page view, as pages see it in a {@link METRIC_EVENT} event. */
export interface RumMetric {
  /** Which web vital. */
  readonly name: Metric['name'];
  /** Milliseconds; CLS has no unit. Until `final` it may still change. */
  readonly value: number;
  /** The value against the thresholds of the vital, as published on web.dev. */
  readonly rating: Metric['rating'];
  /** Random and unique to this measurement; a page restored from the back/forward cache measures under new ids. */
  readonly id: string;
  /** How the browser came to the page. */
  readonly navigationType: Metric['navigationType'];
  /**
   * True when this is the value that is sent. FCP and TTFB are final at once, LCP at the first click or key press,
   * CLS and INP when the page is hidden; then the event is dispatched once more, with the same value.
   */
  readonly final: boolean;
}

/** Name of the `CustomEvent<RumMetric>` dispatched on `window` whenever a vital is measured or changes. */
export const METRIC_EVENT = 'reliability:metric';

declare global {
  interface WindowEventMap {
    [METRIC_EVENT]: CustomEvent<RumMetric>;
  }
}
