// The made-up shop and who visits it.

/**
 * LCP relative to the front page; share of first views; whether late content shifts the layout; images, and how many of them
 * are loaded although they are out of sight; what is largest and what is clicked.
 */
export const PAGES = {
  home: { path: () => '/', lcp: 1, share: 0.42, images: 14, offscreen: 6, hero: '#hero>img.wide', button: '#menu>button' },
  list: { path: () => '/products', lcp: 1.15, share: 0.16, shifts: true, images: 24, offscreen: 15, hero: 'ul.products>li>img', button: '#filter>select' },
  product: { path: () => `/products/${123 + Math.floor(Math.random() * 40)}`, lcp: 0.95, share: 0.32, images: 9, offscreen: 3, hero: '#gallery>img', button: '#add' },
  search: { path: () => '/search', lcp: 1.2, share: 0.07, shifts: true, images: 12, offscreen: 5, hero: 'ol.results>li>h2', button: '#query' },
  cart: { path: () => '/cart', lcp: 0.75, share: 0, images: 3, offscreen: 0, hero: 'main>h1', button: '#to-checkout' },
  checkout: { path: () => '/checkout', lcp: 1.4, share: 0, images: 1, offscreen: 0, hero: '#address>form', button: '#pay' },
  account: { path: () => '/account', lcp: 0.8, share: 0.03, images: 2, offscreen: 0, hero: 'main>h1', button: '#save' },
};

/** Errors of the shop: stacks as Chromium writes them. */
export const ERRORS = [
  { share: 5, type: 'TypeError', message: "Cannot read properties of undefined (reading 'price')", at: 'total (ORIGIN/assets/cart.js:1:8121)' },
  { share: 3, type: 'UnhandledRejection', message: 'Failed to fetch', at: 'load (ORIGIN/assets/app.js:1:20455)' },
  { share: 2, type: 'ReferenceError', message: 'gtag is not defined', at: 'track (ORIGIN/assets/app.js:1:311)' },
];

/** Form factors, how slow they are, and their connections. */
export const DEVICES = [
  {
    device: 'mobile', share: 0.56, speed: 1.5,
    connections: [
      { type: '4g', share: 0.82, slowness: 1 },
      { type: '3g', share: 0.14, slowness: 2.1 },
      { type: '2g', share: 0.04, slowness: 4.5 },
    ],
  },
  {
    device: 'desktop', share: 0.36, speed: 0.8,
    connections: [
      { type: '4g', share: 0.97, slowness: 1 },
      { type: '3g', share: 0.03, slowness: 2.1 },
    ],
  },
  {
    device: 'tablet', share: 0.08, speed: 1.15,
    connections: [
      { type: '4g', share: 0.93, slowness: 1 },
      { type: '3g', share: 0.07, slowness: 2.1 },
    ],
  },
];
/** Browsers by form factor. */
export const USER_AGENTS = {
  mobile: [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  ],
  desktop: [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ],
  tablet: ['Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1'],
};
