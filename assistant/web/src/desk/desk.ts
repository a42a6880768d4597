/** The desk's life: who is logged in, the queue, the conversation that is open. */

import type { Marks, Me, Suggestion } from '../shared/api';
import { ApiError } from '../shared/http';
import { Live } from '../shared/live';
import { furthest, lastSeq, mergeLines } from '../shared/lines';
import { recall, remember } from '../shared/storage';
import { Store } from '../shared/store';
import { newId } from '../shared/ids';
import { type Action, Client, type Extra } from './client';
import { keepDrafts, keptDrafts } from './drafts';
import { FloorClient, type SeatChange } from './floor';
import { type DeskState, type Draft, FIRST_STATE, NO_DRAFT, type Pane, neighbour, standing } from './state';

const SOUND_KEY = 'qiyun.desk.sound';
const TYPING_MS = 5000;
const TOAST_MS = { good: 3000, bad: 7000 };
const QUEUE_MS = 30_000;
const QUEUE_SOON_MS = 400;
const TALK = new Set<Action>(['reply', 'note', 'whisper']);
const SUPERVISORS = new Set(['supervisor', 'admin']);

const DONE: Partial<Record<Action, string>> = {
  transfer: '已转交',
  return: '已交还智能助手',
  close: '会话已结束',
  takeover: '已接管会话',
  whisper: '已悄悄提示坐席',
};

/** The pane a narrow screen shows after an action. */
const AFTER: Partial<Record<Action, Pane>> = { accept: 'talk', takeover: 'talk', transfer: 'queue', return: 'queue', close: 'queue' };

/** Word that something changed on the server: a claim, a conversation, or, after a lost connection, anything. */
export type News = { claim: string } | { conversation: string } | 'all';

export class Desk {
  readonly store = new Store<DeskState>({ ...FIRST_STATE, sound: recall(SOUND_KEY) === '1' });
  private readonly client = new Client();
  readonly floor = new FloorClient(this.client);
  /** The names of what is on its way: tried again, the same words go under the same name. */
  private readonly sending = new Map<string, string>();
  private live: Live | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private toasts = 0;
  private readonly listeners = new Set<(news: News) => void>();
  private watched: string | null = null;

  /** Go on with the login this browser has, or ask for one. */
  async start(): Promise<void> {
    try {
      this.enter(await this.client.me());
    } catch (error) {
      this.store.set({ phase: 'login' });
      if (!(error instanceof ApiError && error.status === 401)) this.report(error);
    }
  }

  /** Log in. Throws ApiError with the words to show. */
  async login(name: string, password: string): Promise<void> {
    this.enter(await this.client.login(name, password));
  }

  async logout(): Promise<void> {
    await this.attempt(() => this.client.logout());
    this.leave();
  }

  /** Open a conversation and, on a narrow screen, show it. */
  async open(id: string, pane?: Pane): Promise<void> {
    const changed = this.store.get().selected !== id;
    this.store.set({ selected: id, typingUntil: 0, ...(changed ? { detail: null, lines: [], marks: FIRST_STATE.marks } : {}), ...(pane ? { pane } : {}) });
    await this.attempt(async () => {
      const detail = await this.client.conversation(id);
      if (this.store.get().selected !== id) return;
      this.store.set({ detail, lines: mergeLines([], detail.lines) });
      if (detail.marks) this.mark(detail.marks);
      this.watch(id);
      this.seen();
    });
  }

  /** Select the conversation above or below. */
  move(step: 1 | -1): void {
    const { queue, selected } = this.store.get();
    const next = neighbour(queue, selected, step);
    if (next && next !== selected) void this.open(next);
  }

  /** Do something with the open conversation; return whether it was done. */
  async act(action: Action, text = '', extra: Extra = {}): Promise<boolean> {
    const id = this.store.get().selected;
    if (!id) return false;
    const said = `${id} ${action} ${text}`;
    const key = this.sending.get(said) ?? newId();
    this.sending.set(said, key);
    const done = await this.attempt(() => this.client.act(id, action, text, { key, ...extra }));
    if (done) this.sending.delete(said);
    const words = DONE[action];
    if (done && words) this.toast(words, 'good');
    if (done && TALK.has(action)) await this.fetchLines(id);
    else await this.open(id, done ? AFTER[action] : undefined);
    void this.fetchQueue();
    return done;
  }

  /** Send the customer a file. */
  async sendFile(file: File): Promise<boolean> {
    const id = this.store.get().selected;
    if (!id) return false;
    const done = await this.attempt(() => this.client.sendFile(id, file, newId()));
    if (done) await this.fetchLines(id);
    return done;
  }

  /** Change the agent's own seat. */
  async changeSeat(change: SeatChange): Promise<void> {
    await this.attempt(async () => this.store.set({ floor: await this.floor.changeSeat(change) }));
  }

  /** Do something that may fail; what goes wrong is shown. Return whether it was done. */
  try(task: () => Promise<unknown>): Promise<boolean> {
    return this.attempt(task);
  }

  async suggest(query: string): Promise<Suggestion[]> {
    let found: Suggestion[] = [];
    await this.attempt(async () => {
      found = await this.client.suggest(query);
    });
    return found;
  }

  typing(): void {
    const { selected } = this.store.get();
    if (selected) this.live?.typing({ conversation_id: selected });
  }

  /** Keep what is being written to each customer, so that nothing is lost or sent to another. */
  draft(id: string, change: Partial<Draft>): void {
    const { drafts } = this.store.get();
    this.store.set({ drafts: { ...drafts, [id]: { ...(drafts[id] ?? NO_DRAFT), ...change } } });
    keepDrafts(this.store.get().drafts);
  }

  show(pane: Pane): void {
    this.store.set({ pane });
  }

  setSound(sound: boolean): void {
    this.store.set({ sound });
    remember(SOUND_KEY, sound ? '1' : null);
  }

  toast(text: string, tone: 'bad' | 'good'): void {
    const id = (this.toasts += 1);
    this.store.set({ toasts: [...this.store.get().toasts, { id, text, tone }] });
    setTimeout(() => this.dismiss(id), TOAST_MS[tone]);
  }

  dismiss(id: number): void {
    this.store.set({ toasts: this.store.get().toasts.filter((toast) => toast.id !== id) });
  }

  /** Hear what changes; return what ends it. */
  listen(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private tell(news: News): void {
    for (const listener of [...this.listeners]) listener(news);
  }

  private enter(me: Me): void {
    this.store.set({ phase: 'in', me, drafts: keptDrafts() });
    this.live = new Live({
      namespace: '/desk',
      refresh: () => this.refresh(),
      events: {
        queue: () => this.queueChanged(),
        seen: ({ conversation_id: id, delivered, read }) => {
          if (id === this.store.get().selected) this.mark({ delivered: Number(delivered), read: Number(read) });
        },
        changed: ({ conversation_id: id }) => this.changed(String(id ?? '')),
        claim: ({ number }) => this.tell({ claim: String(number ?? '') }),
        typing: ({ conversation_id: id }) => {
          if (id === this.store.get().selected) this.store.set({ typingUntil: Date.now() + TYPING_MS });
        },
      },
    });
    this.clock = setInterval(() => void this.fetchQueue(), QUEUE_MS);
    void this.fetchQueue();
  }

  private leave(): void {
    this.live?.close();
    clearInterval(this.clock);
    const { sound, toasts } = this.store.get();
    this.store.set({ ...FIRST_STATE, phase: 'login', sound, toasts });
  }

  /** Have word of a conversation's changes: of one at a time. */
  watch(id: string): void {
    this.watched = id;
    this.live?.say('watch', { conversation_id: id });
  }

  private refresh(): void {
    this.tell('all');
    void this.fetchQueue();
    if (this.watched) this.watch(this.watched);
    const { selected } = this.store.get();
    if (selected) void this.fetchLines(selected);
  }

  /** Fetch the queue soon, once for all that changes until then. */
  private queueChanged(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.fetchQueue();
    }, QUEUE_SOON_MS);
  }

  /** Tell how far the lines of one's own conversation have come. */
  private seen(): void {
    const { selected, lines } = this.store.get();
    if (!selected || standing(this.store.get()) !== 'mine') return;
    const last = lastSeq(lines);
    this.live?.say('seen', { conversation_id: selected, delivered: last, read: document.visibilityState === 'hidden' ? 0 : last });
  }

  private mark(fresh: Marks): void {
    this.store.set({ marks: furthest(this.store.get().marks, fresh) });
  }

  private changed(id: string): void {
    this.tell({ conversation: id });
    this.queueChanged();
    if (id === this.store.get().selected) void this.fetchLines(id);
  }

  private async fetchQueue(): Promise<void> {
    await this.attempt(async () => {
      const [queue, floor] = await Promise.all([this.client.queue(), this.floor.floor()]);
      this.store.set({ queue, floor });
      if (SUPERVISORS.has(this.store.get().me?.agent.role ?? '')) this.store.set({ active: await this.floor.active() });
    }, true);
  }

  /** Fetch what is new in a conversation; when it went to somebody else, all of it. */
  private async fetchLines(id: string): Promise<void> {
    await this.attempt(async () => {
      const { messages, owner, agent_id: agent, marks } = await this.client.messages(id, lastSeq(this.store.get().lines));
      const { selected, detail, lines } = this.store.get();
      if (selected !== id) return;
      const theirs = messages.some((line) => line.from === 'customer');
      this.store.set({ lines: mergeLines(lines, messages), ...(theirs ? { typingUntil: 0 } : {}) });
      if (marks) this.mark(marks);
      if (messages.length > 0) this.seen();
      if (detail && (owner !== detail.owner || agent !== detail.agent_id)) await this.open(id);
    }, true);
  }

  /** Try something; what goes wrong is shown, unless it is a fetch in the background. Return whether it was done. */
  async attempt(task: () => Promise<unknown>, quiet = false): Promise<boolean> {
    try {
      await task();
      this.store.set({ online: true });
      return true;
    } catch (error) {
      this.report(error, quiet);
      return false;
    }
  }

  private report(error: unknown, quiet = false): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.unreachable) this.store.set({ online: false });
    if (error.status === 401 && this.store.get().phase === 'in') {
      this.leave();
      this.toast('登录已过期，请重新登录。', 'bad');
    } else if (!quiet) this.toast(error.message, 'bad');
  }
}
