/** The desk's pages: what the bar at the top offers, to whom, and what each shows. The address's hash names the page: `#/talk`. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Role } from '../shared/api';
import { CallbackPage } from './CallbackPage';
import { CannedPage } from './CannedPage';
import { SearchPage } from './SearchPage';
import { TalkPage } from './TalkPage';

export interface Page {
  id: string;
  title: string;
  /** Who sees it. */
  roles: readonly Role[];
  View: (props: { rest: string }) => JSX.Element;
}

const TAKERS = ['agent', 'supervisor', 'admin'] as const;

export const PAGES: readonly Page[] = [
  { id: 'talk', title: '会话', roles: TAKERS, View: TalkPage },
  { id: 'callbacks', title: '回电', roles: TAKERS, View: CallbackPage },
  { id: 'canned', title: '快捷回复', roles: TAKERS, View: CannedPage },
  { id: 'search', title: '搜索', roles: [...TAKERS, 'auditor'], View: SearchPage },
];

/** Return the pages a role may open. */
export function pagesOf(role: Role): readonly Page[] {
  return PAGES.filter((page) => page.roles.includes(role));
}

/** Return a page's name and what follows it in the address, from a hash such as `#/claims/LP1`. */
export function readHash(hash: string): { id: string; rest: string } {
  const [, id = '', rest = ''] = /^#\/([^/]*)\/?(.*)$/.exec(hash) ?? [];
  return { id, rest: decodeURIComponent(rest) };
}

/** Return the page the address names, or the first this role may open, and watch the address. */
export function usePage(role: Role): { page: Page | undefined; rest: string } {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const open = pagesOf(role);
  const { id, rest } = readHash(hash);
  const named = open.find((page) => page.id === id);
  return { page: named ?? open[0], rest: named ? rest : '' };
}
