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

const ACTIONS: Record<string, string> = {
  login: '登录',
  'login.refused': '登录被拒',
  'account.created': '新建账号',
  'account.role_changed': '改角色',
  'account.activated': '启用账号',
  'account.deactivated': '停用账号',
  'account.password_reset': '重置密码',
  'account.password_changed': '修改密码',
  'account.logged_out': '强制退出',
  'handoff.requested': '转人工',
  'handoff.accepted': '接入会话',
  'handoff.transferred': '转交会话',
  'handoff.returned': '交还助手',
  'handoff.closed': '结束会话',
  'identity.verified': '身份核对通过',
  'identity.refused': '身份核对未通过',
  'claim.reported': '报案',
  'complaint.filed': '投诉受理',
  'material.received': '收到材料',
  'transcript.downloaded': '下载会话记录',
  'transcript.unmasked': '查看完整信息',
  'transcript.link_made': '生成下载链接',
  'transcript.exported': '导出会话记录',
  'record.anchored': '记录锚点',
  'record.verified': '校验记录',
  'record.erased': '到期删除',
  'hold.placed': '设置保全',
  'hold.lifted': '解除保全',
};

/** Return what was done, in words where there are any. */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? action;
}

const DETAILS: Record<string, string> = {
  address: '地址', role: '角色', before: '原为', sessions: '会话数', failed: '次数', reason: '原因', format: '格式', clear: '完整信息', breaks: '断链',
  rule: '规则', lines: '消息', item: '材料', conversation: '会话', up_to: '至',
};

/** Return a note's details in one line. */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${DETAILS[name] ?? name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('，');
}

/** Return a browser's name from what it says of itself. */
export function browserWords(agent: string): string {
  const found = /(Edg|MicroMessenger|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  return found ? `${found[1] === 'Edg' ? 'Edge' : found[1]} ${found[2]}` : agent.slice(0, 24) || '未知';
}
