/** Sends in order, one at a time, each until the server has acknowledged it or refused it for good. */

import { ApiError } from '../shared/http';
import type { Echo } from './echo';

const MOST_REFUSALS = 4;
const FIRST_WAIT_MS = 1500;
const LONGEST_WAIT_MS = 30_000;

export interface OutboxOptions {
  /** Bring one to the server; throws ApiError. */
  send: (echo: Echo) => Promise<void>;
  /** Called when one changes. */
  changed: (id: string, change: Partial<Echo>) => void;
}

export class Outbox {
  private waiting: Echo[] = [];
  private attempts = 0; // of the first in line
  private refusals = 0; // those of its attempts that the server turned away
  private busy = false;
  private ready = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OutboxOptions) {}

  /** Take one in; it goes out when its turn comes. */
  add(echo: Echo): void {
    this.waiting.push(echo);
    void this.run();
  }

  /** Try again now: the connection is back, or the session has begun. */
  wake(): void {
    this.ready = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.run();
  }

  /** Give up one that waits or has failed. */
  drop(id: string): void {
    this.waiting = this.waiting.filter((echo) => echo.id !== id);
  }

  private async run(): Promise<void> {
    if (this.busy || !this.ready || this.timer !== undefined) return;
    this.busy = true;
    try {
      while (this.waiting[0] !== undefined && this.timer === undefined) await this.attempt(this.waiting[0]);
    } finally {
      this.busy = false;
    }
  }

  private async attempt(echo: Echo): Promise<void> {
    this.options.changed(echo.id, { state: 'sending', progress: 0, error: undefined });
    try {
      await this.options.send(echo);
      this.finish(echo, { state: 'sent', progress: 1 });
    } catch (error) {
      this.recover(echo, error instanceof ApiError ? error : new ApiError(400, 'unknown', '没有发送成功。'));
    }
  }

  /** Wait without end for the network, a few times for the server; then it is the customer's to try again. */
  private recover(echo: Echo, error: ApiError): void {
    this.attempts += 1;
    this.refusals += error.unreachable ? 0 : 1;
    const again = error.temporary && this.refusals < MOST_REFUSALS;
    if (!again) {
      this.finish(echo, { state: 'failed', error: error.message });
      return;
    }
    this.options.changed(echo.id, { state: 'queued', progress: 0, error: error.unreachable ? undefined : error.message });
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.attempts - 1));
    this.timer = setTimeout(() => this.wake(), wait);
  }

  private finish(echo: Echo, change: Partial<Echo>): void {
    this.attempts = 0;
    this.refusals = 0;
    this.drop(echo.id);
    this.options.changed(echo.id, change);
  }
}
