/** The words and shapes of accounts and the audit trail. */

import type { Role } from '../../shared/api';

export const ROLE_WORDS: Record<Role, string> = {
  agent: '坐席', supervisor: '班长', claims: '理赔员', auditor: '审计', trainee: '学员', admin: '管理员',
};

export interface Account {
  id: number;
  name: string;
  role: Role;
  active: boolean;
  locked: boolean;
  one_time: boolean;
  sessions: number;
  created_at: string;
}

export interface Login {
  id: string;
  since: string;
  seen_at: string;
  address: string;
  browser: string;
  own: boolean;
}

export interface AuditNote {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export interface AuditPageData {
  notes: AuditNote[];
  total: number;
  page: number;
  size: number;
}

export interface Proof {
  whole: boolean;
  messages: number;
  conversations: number;
  notes: number;
  anchors: number;
  erased: number;
  breaks: { where: string; why: string }[];
}

/** Return a browser's name from what it says of itself. */
export function browserWords(agent: string): string {
  const found = /(Edg|MicroMessenger|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  return found ? `${found[1] === 'Edg' ? 'Edge' : found[1]} ${found[2]}` : agent.slice(0, 24) || '未知';
}
