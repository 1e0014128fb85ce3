/** Attributes of the script element that installs the client. */
export interface RumAttributes {
  /** `data-site`: name of the site, required. */
  readonly site?: string;
  /** `data-key`: public key of the site, required. */
  readonly key?: string;
  /** `data-release`: release of the site, such as `1.4.2`. */
  readonly release?: string;
  /** `data-endpoint`: full address to send to, in place of the one derived from the script's own address. */
  readonly endpoint?: string;
}

/** What the client needs to run. */
export interface RumOptions {
  /** Absolute address that takes the beacons, the key included. */
  readonly url: string;
  /** Release of the site, if stated. */
  readonly release?: string;
}

/**
 * Reads the options off the script element.
 * @param src Absolute address the script was loaded from: `https://host/api/rum.js` sends to `https://host/api/rum/{site}`.
 * @returns `undefined` when a required attribute is missing.
 * @throws TypeError when an address cannot be parsed.
 */
export function readOptions(src: string, data: RumAttributes): RumOptions | undefined {
  const { site, key, release, endpoint } = data;
  if (!site || !key) return undefined;
  const url = new URL(endpoint || `rum/${encodeURIComponent(site)}`, src);
  // Beacons cannot carry headers, so the key travels in the address.
  if (!url.searchParams.has('key')) url.searchParams.set('key', key);
  return { url: url.href, ...(release && { release }) };
}
