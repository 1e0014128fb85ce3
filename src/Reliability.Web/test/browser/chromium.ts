import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const PATIENCE_MS = 30_000;

type Json = Record<string, unknown>;

/** Chromium over its debugging pipe: no port, and no library between the test and the browser. */
export class Chromium {
  private readonly pending = new Map<number, { resolve(result: Json): void; reject(error: Error): void }>();
  private received = '';
  private lastId = 0;

  private constructor(private readonly process: ChildProcess, private readonly profile: string) {
    (process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.read(text));
    process.on('exit', () => this.pending.forEach(({ reject }) => reject(new Error('Chromium has ended'))));
  }

  /** Starts a browser with a profile of its own. */
  static async start(): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
    const child = spawn(process.env['CHROMIUM'] ?? 'chromium', [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync',
      '--disable-component-update', '--window-size=1000,800', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    return new Chromium(child, profile);
  }

  /** Opens a tab with a blank page. */
  async open(): Promise<Tab> {
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    return new Tab((method, params) => this.call(method, params, sessionId as string), targetId as string);
  }

  /** Ends the browser and removes its profile. */
  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    this.process.kill();
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Makes one call of the DevTools protocol. */
  call(method: string, params: Json = {}, sessionId?: string): Promise<Json> {
    const id = ++this.lastId;
    const answered = new Promise<Json>((resolve, reject) => this.pending.set(id, { resolve, reject }));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answered;
  }

  private read(text: string): void {
    const messages = (this.received + text).split('\0');
    this.received = messages.pop()!;
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const call = this.pending.get(id);
      this.pending.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    }
  }
}

/** A tab, used as a visitor uses it. */
export class Tab {
  constructor(
    private readonly call: (method: string, params?: Json) => Promise<Json>,
    private readonly targetId: string,
  ) {}

  /** Goes to an address and waits until the page has loaded. */
  async visit(url: string): Promise<void> {
    await this.call('Page.navigate', { url });
    await this.until(`document.readyState == 'complete' && location.href == ${JSON.stringify(url)}`);
  }

  /** Evaluates an expression in the page, a promise included. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** Waits until an expression is true; a page that goes away meanwhile is asked again. */
  async until(expression: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!await this.evaluate<boolean>(`!!(${expression})`).catch(() => false)) {
      if (Date.now() > deadline) throw new Error(`still not true: ${expression}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Clicks the middle of an element as a visitor does. */
  async click(selector: string): Promise<void> {
    const place = await this.evaluate<Json>(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.call('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 });
    }
    await this.painted();
  }

  /** Waits until what has happened shows, and observers have been told. */
  async painted(): Promise<void> {
    await this.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))');
  }

  /** Runs a script in every page before its own. */
  async prepare(source: string): Promise<void> {
    await this.call('Page.enable');
    await this.call('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  /** Closes the tab as a visitor does. */
  async close(): Promise<void> {
    await this.call('Target.closeTarget', { targetId: this.targetId });
  }
}
