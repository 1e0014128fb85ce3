/** The browser's ways of sending, as far as they are used. */
export interface Sender {
  /** Queues the body with the browser; false when it refuses, as it does above 64 KiB in flight. */
  sendBeacon?(url: string, body: string): boolean;
  /** Sends the body in the ordinary way. */
  fetch?(url: string, init: RequestInit): Promise<unknown>;
}

/**
 * Sends a batch as one JSON array, best effort: nothing is retried, because a lost reply would count a visit twice.
 * The body is a string, hence `text/plain`, which crosses origins without a preflight request.
 */
export function send(sender: Sender, url: string, batch: readonly unknown[]): void {
  if (batch.length === 0) return;
  const body = JSON.stringify(batch);
  if (sender.sendBeacon?.(url, body)) return;
  sender.fetch?.(url, { method: 'POST', body, keepalive: true, credentials: 'omit', mode: 'cors' }).catch(() => {});
}
