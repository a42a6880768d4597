/** One claim that is open: what the server says of it, and what is being done with it. Nothing is shown as done before the server says so. */

import type { Line } from '../../shared/api';
import { ApiError } from '../../shared/http';
import { Store } from '../../shared/store';
import type { Desk } from '../desk';
import { ClaimsClient } from './client';
import { type Draft, draftOf } from './draft';
import type { CaseFile, ClaimCase } from './types';

export type Tab = 'report' | 'papers' | 'assess' | 'timeline' | 'talk' | 'notes' | 'trail';

export interface CaseState {
  claim: ClaimCase | null;
  /** Why it cannot be shown. */
  fault: string;
  /** Something is under way: nothing else is begun meanwhile. */
  busy: boolean;
  tab: Tab;
  draft: Draft | null;
  /** The file that is looked at. */
  file: number | null;
}

export class Case {
  readonly store = new Store<CaseState>({ claim: null, fault: '', busy: false, tab: 'report', draft: null, file: null });
  private readonly client: ClaimsClient;

  constructor(private readonly desk: Desk, readonly number: string) {
    this.client = new ClaimsClient(desk);
  }

  /** Read now and whenever word of a change comes; return what ends it. */
  watch(): () => void {
    void this.load();
    return this.desk.listen((news) => {
      const ours = news === 'all' || ('claim' in news ? news.claim === this.number : news.conversation === this.store.get().claim?.conversation_id);
      if (ours) void this.load();
    });
  }

  show(tab: Tab): void {
    this.store.set({ tab });
  }

  look(file: CaseFile): void {
    this.store.set({ file: file.id });
  }

  write(change: Partial<Draft>): void {
    const { draft, claim } = this.store.get();
    this.store.set({ draft: { ...draftOf(draft, claim?.assessments ?? []), ...change } });
  }

  /** Do something; return whether the server did it. One thing at a time, so that a second click does nothing. */
  async act(call: string, body: object, done: string): Promise<boolean> {
    return this.once(async (claim) => {
      this.take(await this.client.act(this.number, call, { ...body, version: claim.version }));
    }, done);
  }

  /** Return the lines of the conversation the claim was reported in. Throws ApiError. */
  transcript(conversation: string): Promise<Line[]> {
    return this.client.transcript(conversation);
  }

  async followUp(id: number, text: string): Promise<boolean> {
    return this.once(async () => {
      await this.client.followedUp(id, text);
      await this.load();
    }, '回访已记录');
  }

  private async once(task: (claim: ClaimCase) => Promise<void>, done: string): Promise<boolean> {
    const { claim, busy } = this.store.get();
    if (!claim || busy) return false;
    this.store.set({ busy: true });
    const did = await this.desk.attempt(() => task(claim));
    this.store.set({ busy: false });
    if (did) this.desk.toast(done, 'good');
    else await this.load(); // somebody else was quicker, or the answer was lost on the way: show what is so
    return did;
  }

  private take(claim: ClaimCase): void {
    const last = this.store.get().claim;
    const assessed = last !== null && claim.assessments.length > last.assessments.length;
    if (last && last.version > claim.version) return; // overtaken on the way
    if (!last) this.desk.watch(claim.conversation_id); // what the customer does there may change the claim
    this.store.set({ claim, fault: '', ...(assessed ? { draft: null } : {}) });
  }

  private async load(): Promise<void> {
    try {
      this.take(await this.client.case(this.number));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) await this.desk.attempt(() => Promise.reject(error));
      else if (!this.store.get().claim) this.store.set({ fault: error.message });
    }
  }
}
