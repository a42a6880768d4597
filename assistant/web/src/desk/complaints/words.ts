/** Words for complaints, and what each step asks for. */

import type { ComplaintCase, ComplaintRow } from './types';

export interface FieldSpec {
  name: string;
  label: string;
  kind: 'line' | 'area' | 'choice';
  hint?: string;
  optional?: boolean;
  /** Whole numbers go to the server as numbers. */
  numeric?: boolean;
  choices?: (found: ComplaintCase) => [string, string][];
}

export interface StepSpec {
  title: string;
  fields: FieldSpec[];
  /** What the customer will be told. */
  told?: string;
  tone?: 'main' | 'danger';
}

const reason = (label: string, hint = ''): FieldSpec => ({ name: 'text', label, kind: 'area', hint });
const pairs = (choices: Record<string, string>): [string, string][] => Object.entries(choices);

export const STEPS: Record<string, StepSpec> = {
  seen: { title: '已看新情况', fields: [], tone: 'main' },
  take: { title: '我来负责', fields: [], told: '会告诉客户由您负责、最迟哪天答复。', tone: 'main' },
  answer: { title: '反馈结果', fields: [reason('处理结果', '查明的事实、依据、处理意见')], told: '结果会书面发给客户，并附可下载的告知书。', tone: 'main' },
  close: {
    title: '结案',
    fields: [{ name: 'outcome', label: '结案结果', kind: 'choice', choices: (found) => pairs(found.choices.outcomes) }],
    told: '会告诉客户已结案。',
    tone: 'main',
  },
  approve: { title: '批准延期', fields: [], told: '会同时告知客户延期和新的期限；告知后延期才生效。', tone: 'main' },
  refuse: { title: '不批准延期', fields: [reason('理由')] },
  assign: {
    title: '指派',
    fields: [{ name: 'agent', label: '负责人', kind: 'choice', choices: (found) => found.choices.agents.map((name) => [name, name]) }],
  },
  demand: { title: '登记诉求', fields: [reason('客户的诉求', '希望怎么解决')] },
  party: {
    title: '登记当事人',
    fields: [
      { name: 'role', label: '身份', kind: 'choice', choices: (found) => pairs(found.choices.parties) },
      { name: 'name', label: '姓名或岗位', kind: 'line' },
      { name: 'contact', label: '联系方式', kind: 'line', optional: true },
    ],
  },
  evidence: {
    title: '加入证据',
    fields: [
      { name: 'upload_id', label: '客户上传的文件', kind: 'choice', optional: true, numeric: true,
        choices: (found) => found.uploads.map(({ id, name }) => [String(id), name]) },
      { name: 'seq', label: '会话中的一句', kind: 'choice', optional: true, numeric: true,
        choices: (found) => found.lines.map(({ seq, text }) => [String(seq), `${seq}. ${text}`]) },
      { name: 'text', label: '说明', kind: 'area', optional: true, hint: '证明什么；没有文件时写清来源' },
    ],
  },
  note: { title: '写备注', fields: [reason('备注', '客户看不到')] },
  complex: { title: '定为情况复杂', fields: [reason('理由', '会写给客户看')], told: '期限延长，会告知客户理由和新的期限。' },
  extend: { title: '申请延期', fields: [reason('理由', '批准后会写给客户看')] },
  appraise: { title: '送外部鉴定', fields: [reason('鉴定事项', '鉴定机构、鉴定什么')], told: '会告知客户：鉴定时间不计入期限。' },
  appraised: { title: '鉴定已完成', fields: [{ name: 'text', label: '鉴定结论', kind: 'area', optional: true }], told: '会告知客户新的期限。' },
  reopen: { title: '有新事实，重新处理', fields: [reason('新的事实或理由')], told: '期限从今天重新计算，会告知客户。' },
  merge: {
    title: '并入另一件',
    fields: [{ name: 'into', label: '并入的投诉编号', kind: 'line', hint: 'TS…' }],
    told: '会告知客户合并后的编号。',
  },
  withdraw: { title: '客户撤回', fields: [reason('撤回的方式和理由', '例如：客户来电撤回')], told: '处理到此结束，会告知客户。', tone: 'danger' },
};

export const DONE: Record<string, string> = {
  filed: '客户提出投诉', added: '客户补充', merged: '并入了一件', escalate: '临近期限，已上报主管',
};

export const stepTitle = (step: string): string => STEPS[step]?.title ?? DONE[step] ?? step;

/** How sure the source of a deadline is. */
export const MARKS: Record<string, string> = { D: '已核对官方文件', '2': '出自引用官方原文的资料，条号待核对', M: '待核实' };

/** Return the time left in words. */
export function leftOf({ state, left }: Pick<ComplaintRow, 'state' | 'left'>): string {
  if (state !== 'received' && state !== 'investigating') return '';
  if (left < 0) return `逾期 ${-left} 天`;
  return left === 0 ? '今天到期' : `剩 ${left} 天`;
}

export const LEVELS: Record<string, string> = { over: '已逾期', red: '紧急', amber: '临近', calm: '正常' };
