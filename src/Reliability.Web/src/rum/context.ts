/** What is known about a visit besides its measurements. Nothing in it identifies a person. */
export interface VisitContext {
  /** Address of the page without query and fragment, at most {@link MAX_PAGE_LENGTH} characters. */
  readonly page: string;
  /** Effective connection type, such as `4g`; absent in browsers without the Network Information API. */
  readonly connection?: string;
  /** Form factor, as far as the user agent tells. */
  readonly device: Device;
  /** Release of the site, as its page states it. */
  readonly release?: string;
}

/** Form factors told apart. */
export type Device = 'mobile' | 'tablet' | 'desktop';

/** The part of `navigator` that is read. */
export interface NavigatorLike {
  readonly userAgent: string;
  readonly maxTouchPoints?: number;
  readonly userAgentData?: { readonly mobile: boolean };
  readonly connection?: { readonly effectiveType?: string };
}

const MAX_PAGE_LENGTH = 1024;

/** Describes the visit; the release is left out when the page states none. */
export function describeVisit(
  location: { readonly origin: string; readonly pathname: string },
  navigator: NavigatorLike,
  release: string | undefined,
): VisitContext {
  const connection = navigator.connection?.effectiveType;
  return {
    page: (location.origin + location.pathname).slice(0, MAX_PAGE_LENGTH),
    device: deviceOf(navigator),
    ...(connection && { connection }),
    ...(release && { release }),
  };
}

function deviceOf({ userAgent, maxTouchPoints = 0, userAgentData }: NavigatorLike): Device {
  // iPadOS presents itself as a Mac; no Mac has a touch screen. Android tablets leave out "Mobile".
  if (/iPad|Tablet/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'tablet';
  if (userAgentData?.mobile || /Mobi/.test(userAgent)) return 'mobile';
  return /Android/.test(userAgent) ? 'tablet' : 'desktop';
}
