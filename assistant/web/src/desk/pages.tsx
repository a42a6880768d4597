/** The desk's pages: what the bar at the top offers, to whom, and what each shows. The address's hash names the page: `#/talk`. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Role } from '../shared/api';
import { AccountsPage } from './record/AccountsPage';
import { AuditPage } from './record/AuditPage';
import { HoldsPage } from './record/HoldsPage';
import { OwnPage } from './record/OwnPage';
import { ClaimsPage } from './claims/ClaimsPage';
import { ComplaintsPage } from './complaints/ComplaintsPage';
import { PracticePage } from './practice/PracticePage';
import { SupervisorPage } from './supervisor/SupervisorPage';
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
const EVERYBODY = ['agent', 'supervisor', 'claims', 'auditor', 'trainee', 'admin'] as const;

export const PAGES: readonly Page[] = [
  { id: 'talk', title: '会话', roles: TAKERS, View: TalkPage },
  { id: 'callbacks', title: '回电', roles: TAKERS, View: CallbackPage },
  { id: 'claims', title: '理赔', roles: [...TAKERS, 'claims', 'auditor'], View: ClaimsPage },
  { id: 'complaints', title: '投诉', roles: [...TAKERS, 'auditor'], View: ComplaintsPage },
  { id: 'search', title: '搜索', roles: [...TAKERS, 'auditor'], View: SearchPage },
  { id: 'canned', title: '快捷回复', roles: TAKERS, View: CannedPage },
  { id: 'supervisor', title: '主管', roles: ['supervisor', 'admin'], View: SupervisorPage },
  { id: 'practice', title: '练习', roles: [...TAKERS, 'trainee'], View: PracticePage },
  { id: 'audit', title: '审计', roles: ['auditor', 'admin'], View: AuditPage },
  { id: 'holds', title: '保全', roles: ['auditor', 'admin'], View: HoldsPage },
  { id: 'accounts', title: '账号', roles: ['admin'], View: AccountsPage },
  { id: 'me', title: '我的', roles: EVERYBODY, View: OwnPage },
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
