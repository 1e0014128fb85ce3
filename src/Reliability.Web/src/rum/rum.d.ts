/**
 * Types of the RUM client for pages that use it: copy this file into your sources, or reference it.
 * They describe the global `rum` and the two events that the client dispatches on `window`.
 */

/** What a page can tell besides what is measured by itself. */
export interface RumApi {
  /**
   * Tells a step of a funnel, or any other event.
   * @param name At most 64 characters are kept; an empty name is ignored.
   */
  event(name: string): void;
  /**
   * Tells something of value to the business: a conversion, revenue, a rating.
   * @param name At most 64 characters are kept; an empty name is ignored.
   * @param value Finite, else the call is ignored; 1 when left out.
   */
  business(name: string, value?: number): void;
  /** Tells an error that the page has caught itself. Errors that nobody catches are told anyway. */
  error(error: unknown): void;
  /** Makes one of the calls above: `rum.push(['event', 'pay'])`. Works on the array that stands in until the client is there. */
  push(call: RumCall): void;
}

/** A call written down, to be made when the client has loaded. */
export type RumCall = ['event', string] | ['business', string, number?] | ['error', unknown];

/** One web vital of the current page view, as it stands. */
export interface RumMetric {
  /** Which one. */
  readonly name: 'CLS' | 'FCP' | 'INP' | 'LCP' | 'TTFB';
  /** Milliseconds; CLS has no unit. May still change. */
  readonly value: number;
  /** The value against the thresholds published on web.dev. */
  readonly rating: 'good' | 'needs-improvement' | 'poor';
  /** Random and unique to this measurement. */
  readonly id: string;
  /** How the browser came to the page. */
  readonly navigationType: string;
  /** Selector of the element that caused the value, when there is one. */
  readonly target?: string | undefined;
}

/** One batch as it was handed to the browser for sending. */
export interface RumBatch {
  /** Version of the format: 1. */
  readonly rum: 1;
  /** Milliseconds since 1970 by the clock of the visitor's device, as every `at`. */
  readonly sent: number;
  /** Random id of the visitor's session. */
  readonly session: string;
  /** Address of the page without query and fragment. */
  readonly page: string;
  /** Form factor where the user agent lies about it, as it does on an iPad; the receiver tells the others from the user agent. */
  readonly device?: 'tablet' | undefined;
  /** Effective connection type, where browsers tell it. */
  readonly connection?: string | undefined;
  /** Release of the site, as the script element states it. */
  readonly release?: string | undefined;
  /** How the browser came to the page. */
  readonly navigation?: string | undefined;
  /** Set when a program drives the browser. */
  readonly webdriver?: true | undefined;
  /** What happened, oldest first within its kind. */
  readonly events: readonly RumEvent[];
}

/** One event of a batch. */
export type RumEvent =
  | VitalEvent | NavigationEvent | ResourcesEvent | ErrorReport | StepEvent | BusinessEvent | ActivityEvent;

/** What all events have. */
export interface EventBase {
  /** When it happened; for a vital: when it took the value. */
  readonly at: number;
  /** Its page, when that is not the page of the batch. */
  readonly page?: string | undefined;
}

/** A web vital. The same id again replaces the value told before. */
export interface VitalEvent extends EventBase {
  readonly t: 'vital';
  readonly name: RumMetric['name'];
  readonly value: number;
  readonly id: string;
  readonly navigationType: string;
  /** Selector of the element that caused the value, at most 100 characters. */
  readonly target?: string | undefined;
  /**
   * Where the time went, in milliseconds. LCP: time to first byte, load delay, load duration, render delay.
   * INP: input delay, processing, presentation delay.
   */
  readonly phases?: readonly number[] | undefined;
}

/** Timings of the navigation in milliseconds: name lookup, connection, TLS, DOMContentLoaded and load. */
export interface NavigationEvent extends EventBase {
  readonly t: 'nav';
  readonly id: string;
  readonly dns: number;
  /** Without TLS. */
  readonly tcp: number;
  readonly tls: number;
  readonly dcl: number;
  readonly load: number;
}

/** What the page has loaded since the last such event. */
export interface ResourcesEvent extends EventBase {
  readonly t: 'res';
  readonly items: readonly ResourceItem[];
}

/** Resources of one kind from one host. */
export interface ResourceItem {
  readonly k: 'script' | 'style' | 'image' | 'font' | 'xhr' | 'other';
  /** Host name; empty for the page's own. */
  readonly h: string;
  /** How many. */
  n: number;
  /** Bytes over the network; 0 where the host does not allow timing. */
  b: number;
  /** Sum of durations in milliseconds. */
  d: number;
  /** How many came from the cache. */
  c: number;
  /** Milliseconds spent on finding and connecting to the host. */
  w: number;
  /** How many images were loaded with the page although they were below the window. */
  o: number;
  /** Bytes of those images. */
  ob: number;
}

/** An error and how often it happened since it was last told. */
export interface ErrorReport extends EventBase {
  readonly t: 'error';
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly count: number;
}

/** A call of {@link RumApi.event}. */
export interface StepEvent extends EventBase {
  readonly t: 'event';
  readonly name: string;
}

/** A call of {@link RumApi.business}. */
export interface BusinessEvent extends EventBase {
  readonly t: 'business';
  readonly name: string;
  readonly value: number;
}

/** What the visitor did since the last such event. */
export interface ActivityEvent extends EventBase {
  readonly t: 'activity';
  /** Pages and routes entered. */
  readonly views: number;
  /** Clicks, taps and keys. */
  readonly interactions: number;
  /** Clicks repeated in anger: three within a second on one place. */
  readonly rage: number;
  /** Time the page was seen. */
  readonly seconds: number;
}

declare global {
  // A global of a script is a property of window only when declared with var.
  // eslint-disable-next-line no-var
  var rum: RumApi;
  interface WindowEventMap {
    /** A vital was measured or has changed. */
    'reliability:metric': CustomEvent<RumMetric>;
    /** A batch was handed to the browser for sending. */
    'reliability:batch': CustomEvent<RumBatch>;
  }
}
