/** What the list of claims is narrowed to. */

export interface Filter {
  state: string;
  kind: string;
  owner: '' | 'mine' | 'none';
  clock: '' | 'amber' | 'red' | 'over';
  sort: 'due' | 'updated';
  q: string;
  page: number;
}

export const FIRST_FILTER: Filter = { state: 'open', kind: '', owner: '', clock: '', sort: 'due', q: '', page: 1 };

/** Where claims are that may be done with; nothing said means all states. */
const OVER = new Set(['', 'closed', 'refused', 'cancelled']);

/** Return a filter after a change; whatever changes but the page, the first page is shown. */
export function changed(filter: Filter, change: Partial<Filter>): Filter {
  return { ...filter, page: 1, ...change };
}

/** Return the filter as the server reads it. What is due first is asked of open claims alone: nothing is due of the others. */
export function queryOf(filter: Filter): string {
  const query = new URLSearchParams();
  const sort = OVER.has(filter.state) && !filter.clock ? 'updated' : filter.sort;
  for (const [name, value] of Object.entries({ ...filter, sort })) if (value !== '') query.set(name, String(value).trim());
  return query.toString();
}

/** Return how many pages there are, one at least. */
export function pagesIn(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / Math.max(1, size)));
}
