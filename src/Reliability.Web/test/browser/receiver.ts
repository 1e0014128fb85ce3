import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { RumBatch, RumEvent } from '../../src/rum/rum.js';

/** A site and the receiver of its beacons in one: keeps every body. */
export class Receiver {
  readonly batches: RumBatch[] = [];
  private arrived: () => void = () => {};

  private constructor(private readonly server: Server, readonly origin: string) {}

  /** Starts to serve pages by path, the client, and files. */
  static async start(pages: Record<string, string>, files: Record<string, { type: string; content: string | Buffer }> = {}): Promise<Receiver> {
    const client = await readFile('dist/rum.js', 'utf8');
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, 'http://localhost');
      if (request.method == 'POST') {
        let body = '';
        request.setEncoding('utf8').on('data', text => body += text).on('end', () => {
          response.writeHead(202).end();
          receiver.batches.push(JSON.parse(body));
          receiver.arrived();
        });
        return;
      }
      const file = pathname == '/rum.js' ? { type: 'text/javascript', content: client } : files[pathname];
      const page = pages[pathname];
      if (file) response.writeHead(200, { 'content-type': file.type, 'cache-control': 'max-age=60' }).end(file.content);
      else if (page != null) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      else response.writeHead(404).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return receiver;
  }

  /** All events so far of one kind. */
  events<T extends RumEvent['t']>(type: T): Extract<RumEvent, { t: T }>[] {
    return this.batches.flatMap(({ events }) => events).filter(event => event.t == type) as Extract<RumEvent, { t: T }>[];
  }

  /** Waits until what has arrived suffices. */
  async until(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) await new Promise<void>(resolve => { this.arrived = resolve; });
  }

  /** Stops serving. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
