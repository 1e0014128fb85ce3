import { MAX_BATCH_EVENTS } from './outbox.js';
import type { RumBatch } from './rum.js';

/** Most characters in a body: far below the 64 KiB that all beacons in flight share. */
export const MAX_BODY_LENGTH = 15_000;

/**
 * Sends a batch, in parts when it is large. Best effort: nothing is retried, because a lost reply would count events twice.
 * The body is a string, hence `text/plain`, which crosses origins without a preflight request.
 */
export function send(url: string, batch: RumBatch): void {
  const body = JSON.stringify(batch);
  const { events } = batch;
  const { length } = events;
  if (length > 1 && (length > MAX_BATCH_EVENTS || body.length > MAX_BODY_LENGTH)) {
    send(url, { ...batch, events: events.slice(0, length / 2) });
    send(url, { ...batch, events: events.slice(length / 2) });
  // Browsers refuse a beacon above 64 KiB in flight, and some blockers refuse all.
  } else if (!navigator.sendBeacon?.(url, body)) {
    fetch(url, { method: 'POST', body, keepalive: true }).catch(() => {});
  }
}
