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
  /** `data-sample`: share of sessions that are measured, 0 to 1; all when left out, none when not a number. */
  readonly sample?: string;
  /** `data-respect`: when present, visitors who ask not to be tracked are not measured. */
  readonly respect?: string;
  /** `data-no-errors`: when present, errors that nobody catches are left alone. */
  readonly noErrors?: string;
  /** `data-no-resources`: when present, what the page loads is not summed up. */
  readonly noResources?: string;
}

/** What the client needs to run. */
export interface RumOptions {
  /** Absolute address that takes the beacons, the key included. */
  readonly url: string;
  /** Release of the site, if stated. */
  readonly release: string | undefined;
  /** Share of sessions that are measured. */
  readonly sample: number;
}

/** The signals by which visitors ask not to be tracked. */
export interface PrivacySignals {
  readonly doNotTrack?: string | null;
  readonly globalPrivacyControl?: boolean;
}

/**
 * Reads the options off the script element.
 * @param src Absolute address the script was loaded from: `https://host/api/rum.js` sends to `https://host/api/rum/{site}`.
 * @returns `undefined` when a required attribute is missing.
 * @throws TypeError when an address cannot be parsed.
 */
export function readOptions(src: string, { site, key, release, endpoint, sample }: RumAttributes): RumOptions | undefined {
  if (!site || !key) return undefined;
  const url = new URL(endpoint || 'rum/' + site, src);
  // Beacons cannot carry headers, so the key travels in the address.
  url.searchParams.set('key', key);
  return { url: url.href, release, sample: parseFloat(sample ?? '1') };
}

/** Whether the visitor asks not to be tracked and the page heeds it. */
export function isDeclined({ respect }: RumAttributes, { doNotTrack, globalPrivacyControl }: PrivacySignals): boolean {
  return respect != null && (doNotTrack == '1' || globalPrivacyControl == true);
}
