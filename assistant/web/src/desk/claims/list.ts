/** The list of claims: its filter, its page, the one selected. */

import { Store } from '../../shared/store';
import type { Desk } from '../desk';
import { ClaimsClient } from './client';
import { changed, type Filter, FIRST_FILTER } from './filter';
import type { ListPage } from './types';
import { stepFrom } from './words';

const WAIT_MS = 300; // while somebody types or news come in a row
const REFRESH_MS = 60_000; // days go by without anybody changing anything

export interface ListState {
  filter: Filter;
  found: ListPage | null;
  selected: string | null;
  loading: boolean;
}

export class ClaimList {
  readonly store = new Store<ListState>({ filter: FIRST_FILTER, found: null, selected: null, loading: false });
  private readonly client: ClaimsClient;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(private readonly desk: Desk) {
    this.client = new ClaimsClient(desk);
  }

  /** Read now, whenever word of a change comes, and now and then; return what ends it. */
  watch(): () => void {
    void this.load();
    const deaf = this.desk.listen(() => this.soon());
    const clock = setInterval(() => void this.load(), REFRESH_MS);
    return () => {
      deaf();
      clearInterval(clock);
      clearTimeout(this.timer);
    };
  }

  narrow(change: Partial<Filter>): void {
    this.store.set({ filter: changed(this.store.get().filter, change), selected: null }); // a row that comes back must not take the focus
    this.soon();
  }

  select(number: string): void {
    this.store.set({ selected: number });
  }

  move(step: 1 | -1): void {
    const { found, selected } = this.store.get();
    const numbers = (found?.claims ?? []).map((row) => row.number);
    this.store.set({ selected: stepFrom(numbers, selected, step) });
  }

  /** Go to the selected claim. */
  open(): void {
    const { selected } = this.store.get();
    if (selected) location.hash = `#/claims/${selected}`;
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), WAIT_MS);
  }

  /** Read the list; an answer that a later question has overtaken is not shown. */
  private async load(): Promise<void> {
    const turn = (this.asked += 1);
    this.store.set({ loading: true });
    await this.desk.attempt(async () => {
      const found = await this.client.list(this.store.get().filter);
      if (turn === this.asked) this.store.set({ found });
    });
    if (turn === this.asked) this.store.set({ loading: false });
  }
}
