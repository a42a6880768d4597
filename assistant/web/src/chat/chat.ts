/** The chat's life: session, history, sending, and word of what is new. */

import type { Marks, MessagePage, Wait } from '../shared/api';
import { ApiError } from '../shared/http';
import { furthest, lastSeq, mergeLines } from '../shared/lines';
import { Live } from '../shared/live';
import { recall, remember } from '../shared/storage';
import { Store } from '../shared/store';
import { Client } from './client';
import { downloadConversation } from './export';
import { type Echo, choiceEcho, fileEcho, packEchoes, textEcho, unpackEchoes } from './echo';
import { Outbox } from './outbox';
import { type ChatState, FIRST_STATE } from './state';
import { Tray } from './tray';
import { unconfirmed } from './transcript';

const UNSENT_KEY = 'qiyun.unsent';
const LARGE_KEY = 'qiyun.large';
const TYPING_MS = 6000;
const THINKING_MS = 15_000;
const RETRY_MS = 3000;

export class Chat {
  readonly store = new Store<ChatState>({ ...FIRST_STATE, large: recall(LARGE_KEY) === '1' });
  readonly tray = new Tray(this.store);
  /** Pictures sent from this page, by the id they went under. */
  readonly previews = new Map<string, string>();
  private readonly client = new Client();
  private readonly texts = this.outbox((echo) => this.client.post(echo));
  private readonly files = this.outbox((echo) => this.client.upload(echo, (progress) => this.change(echo.id, { progress })));
  private live: Live | undefined;
  private fetching: Promise<void> | undefined;
  private again = false;
  private renewing: Promise<void> | undefined;
  private told = '';
  private read = 0;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** Begin: take up what was not sent before a reload, then the session and the history. */
  async start(): Promise<void> {
    for (const echo of unpackEchoes(recall(UNSENT_KEY, 'session'))) this.enqueue(echo);
    window.addEventListener('online', () => this.wake());
    document.addEventListener('visibilitychange', () => this.tellSeen());
    window.addEventListener('offline', () => this.store.set({ online: false }));
    await this.begin();
  }

  sendText(text: string): void {
    this.enqueue(textEcho(text));
  }

  choose(title: string, payload: string): void {
    this.enqueue(choiceEcho(title, payload));
  }

  /** Send what lies in the tray, and the text with it: as the caption of a lone file, else first and by itself. */
  sendTray(text: string): void {
    const attachments = this.tray.empty();
    const lone = attachments.length === 1 && attachments[0]?.item === '';
    if (text && !lone) this.sendText(text);
    for (const { file, preview, item } of attachments) this.enqueue(fileEcho(file, item || (lone ? text : ''), preview));
  }

  /** Tell what the customer thinks of an answer; it shows at once, and is taken back if it cannot be sent. */
  async rate(seq: number, good: boolean): Promise<void> {
    const { [seq]: before, ...others } = this.store.get().ratings;
    this.store.set({ ratings: { ...others, [seq]: good } });
    try {
      await this.client.rate(seq, good);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.store.set({ ratings: before === undefined ? others : { ...others, [seq]: before } });
      this.notify('评价没有发出去，请稍后再点一次。');
    }
  }

  /** Send one that failed again, under the same id. */
  retry(id: string): void {
    const echo = this.store.get().echoes.find((one) => one.id === id);
    if (!echo) return;
    this.change(id, { state: 'queued', error: undefined });
    this.boxOf(echo).add(echo);
  }

  /** Take back one that has not gone out. */
  discard(id: string): void {
    this.texts.drop(id);
    this.files.drop(id);
    this.client.cancel(id);
    this.setEchoes(this.store.get().echoes.filter((echo) => echo.id !== id));
  }

  typing(): void {
    this.live?.typing();
  }

  setLarge(large: boolean): void {
    this.store.set({ large });
    remember(LARGE_KEY, large ? '1' : null);
  }

  /** Hand the customer the conversation as a file: the server's, or, where it cannot be reached, what this page has. */
  async download(): Promise<void> {
    try {
      location.assign(await this.client.transcriptLink());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { lines, company } = this.store.get();
      downloadConversation(lines, company);
    }
  }

  notify(notice: string): void {
    this.store.set({ notice });
  }

  /** Open the session, however long the network takes. */
  private async begin(): Promise<void> {
    for (;;) {
      try {
        const { company, limits, token } = await this.client.begin();
        this.store.set({ company, limits, online: true });
        this.listen(token);
        this.wake();
        return;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.store.set({ online: false });
        await new Promise((done) => setTimeout(done, RETRY_MS));
      }
    }
  }

  private listen(token: string): void {
    this.live?.close();
    this.live = new Live({
      namespace: '/chat',
      token,
      refresh: () => void this.refresh(),
      events: {
        changed: () => void this.refresh(),
        wait: (wait) => this.store.set({ wait: wait as unknown as Wait, place: Number(wait['place']) }),
        seen: ({ delivered, read }) => this.mark({ delivered: Number(delivered), read: Number(read) }),
        typing: ({ who, name }) => this.showTypist(who === 'agent' ? 'agent' : 'bot', String(name ?? ''), TYPING_MS),
      },
    });
  }

  private wake(): void {
    void this.refresh();
    this.texts.wake();
    this.files.wake();
  }

  /** Fetch what is new; asked again meanwhile, fetch once more after. */
  private refresh(): Promise<void> {
    if (this.fetching) {
      this.again = true;
      return this.fetching;
    }
    this.fetching = this.fetch().finally(() => {
      this.fetching = undefined;
      if (this.again) void this.refresh();
      this.again = false;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    const before = this.store.get().online;
    try {
      this.take(await this.client.messages(lastSeq(this.store.get().lines)));
      if (!before) this.wake();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401 || error.status === 403) await this.renew();
      else if (error.temporary) this.store.set({ online: false });
    }
  }

  private take({ messages, owner, place, wait, marks, ratings }: MessagePage): void {
    const { lines, echoes } = this.store.get();
    const merged = mergeLines(lines, messages);
    if (merged !== lines && messages.some((line) => line.from !== 'customer')) this.hideTypist();
    this.store.set({ lines: merged, owner, place: place ?? null, wait: wait ?? null, ratings: { ...ratings, ...this.store.get().ratings }, online: true, loaded: true });
    if (marks) this.mark(marks);
    this.setEchoes(unconfirmed(echoes, merged));
    this.tellSeen();
  }

  /** Tell how far lines have come here, while somebody talks with the customer. */
  private tellSeen(): void {
    const { lines, owner } = this.store.get();
    const delivered = lastSeq(lines);
    const read = document.visibilityState === 'hidden' ? this.read : delivered;
    if (owner !== 'agent' || `${delivered} ${read}` === this.told) return;
    this.read = read;
    if (this.live?.say('seen', { delivered, read })) this.told = `${delivered} ${read}`;
  }

  private mark(fresh: Marks): void {
    this.store.set({ marks: furthest(this.store.get().marks, fresh) });
  }

  /** Return the address of a file in the conversation, for this page alone. */
  file(seq: number): Promise<string> {
    return this.client.file(seq);
  }

  /** The server no longer knows the session: begin another, once for all who notice. */
  private renew(): Promise<void> {
    this.renewing ??= this.beginAnew().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private beginAnew(): Promise<void> {
    this.client.forget();
    this.live?.close();
    this.live = undefined;
    this.store.set({ lines: [], owner: 'bot', place: null, ratings: {} });
    return this.begin();
  }

  private outbox(send: (echo: Echo) => Promise<void>): Outbox {
    const deliver = async (echo: Echo) => {
      try {
        await send(echo);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
        await this.renew();
        await send(echo);
      }
    };
    return new Outbox({ send: deliver, changed: (id, change) => this.sent(id, change) });
  }

  private sent(id: string, change: Partial<Echo>): void {
    this.change(id, change);
    if (change.state === 'queued' && !change.error) this.store.set({ online: false });
    if (change.state !== 'sent') return;
    if (this.store.get().owner === 'bot') this.showTypist('bot', '', THINKING_MS);
    void this.refresh();
  }

  private enqueue(echo: Echo): void {
    if (echo.preview) this.previews.set(echo.id, echo.preview);
    this.setEchoes([...this.store.get().echoes, echo]);
    this.boxOf(echo).add(echo);
  }

  private boxOf(echo: Echo): Outbox {
    return echo.file ? this.files : this.texts;
  }

  private change(id: string, change: Partial<Echo>): void {
    this.setEchoes(this.store.get().echoes.map((echo) => (echo.id === id ? { ...echo, ...change } : echo)));
  }

  private setEchoes(echoes: Echo[]): void {
    if (echoes !== this.store.get().echoes) this.store.set({ echoes });
    remember(UNSENT_KEY, packEchoes(echoes), 'session');
  }

  private showTypist(who: 'bot' | 'agent', name: string, ms: number): void {
    clearTimeout(this.typingTimer);
    this.store.set({ typist: { who, name } });
    this.typingTimer = setTimeout(() => this.hideTypist(), ms);
  }

  private hideTypist(): void {
    clearTimeout(this.typingTimer);
    if (this.store.get().typist) this.store.set({ typist: null });
  }
}
