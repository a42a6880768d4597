/** The live connection: word of changes by socket, and a clock that asks too: often while there is no socket, now and then while there is one. */

import { io, type Socket } from 'socket.io-client';

const POLL_MS = 3000;
const CALM_POLL_MS = 30_000; // a word may get lost between the server's processes
const TYPING_MS = 3000;

export interface LiveOptions {
  namespace: '/chat' | '/desk';
  token?: string;
  /** Called on every connect, every three seconds while there is no connection, and every thirty while there is one. */
  refresh: () => void;
  events: Record<string, (data: Record<string, unknown>) => void>;
}

/** A socket that is only ever a hint: whoever uses it asks the server for what changed. */
export class Live {
  private readonly socket: Socket;
  private readonly timer: ReturnType<typeof setInterval>;
  private lastTyping = 0;
  private lastPoll = Date.now();

  constructor(private readonly options: LiveOptions) {
    const auth = options.token ? { token: options.token } : {};
    // no long polling: its requests would reach several worker processes by turns, and without a socket the clock asks anyway
    const transports = ['websocket'];
    this.socket = io(options.namespace, { path: '/socket.io', auth, transports, reconnectionDelayMax: 10_000 });
    this.socket.on('connect', options.refresh);
    for (const [name, handle] of Object.entries(options.events)) {
      this.socket.on(name, (data?: Record<string, unknown>) => handle(data ?? {}));
    }
    this.timer = setInterval(() => this.poll(), POLL_MS);
    window.addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Say that somebody types here, every three seconds at most. */
  typing(data: Record<string, unknown> = {}): void {
    const now = Date.now();
    if (!this.socket.connected || now - this.lastTyping < TYPING_MS) return;
    this.lastTyping = now;
    this.socket.emit('typing', data);
  }

  /** Say something that is lost without harm when there is no connection; return whether there was one. */
  say(event: string, data: Record<string, unknown>): boolean {
    if (this.socket.connected) this.socket.emit(event, data);
    return this.socket.connected;
  }

  close(): void {
    clearInterval(this.timer);
    window.removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    this.socket.close();
  }

  private poll(): void {
    if (this.socket.connected && Date.now() - this.lastPoll < CALM_POLL_MS) return;
    this.lastPoll = Date.now();
    this.options.refresh();
  }

  private readonly wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    // refused by the server (an old token): socket.io does not try again by itself
    if (!this.socket.connected && !this.socket.active) this.socket.connect();
    this.options.refresh();
  };
}
