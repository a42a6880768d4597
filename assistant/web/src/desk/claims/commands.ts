/** What a dialog asks before something is done with a claim, and what is then sent. */

import { amountOf } from '../../shared/money';
import { dayOf } from '../../shared/time';
import type { ClaimCase, Named, Titled } from './types';
import { lacking } from './words';

export interface Field {
  name: string;
  label: string;
  kind: 'line' | 'text' | 'day' | 'choice';
  required?: boolean;
  value?: string;
  hint?: string;
  choices?: readonly Titled[];
  /** Words to take over by a click. */
  canned?: readonly string[];
}

export type Values = Record<string, string>;

export interface Command {
  title: string;
  lead: string;
  lines?: readonly string[];
  fields: readonly Field[];
  confirm: string;
  danger?: boolean;
  done: string;
  call: string;
  body: (values: Values) => object;
}

const WAYS: readonly Titled[] = [
  { id: 'negotiation', title: '协商' },
  { id: 'mediation', title: '调解' },
  { id: 'arbitration', title: '仲裁' },
  { id: 'litigation', title: '诉讼' },
];
const OUTCOMES: readonly Titled[] = [
  { id: 'upheld', title: '维持原决定' },
  { id: 'changed', title: '改变决定，重新调查定损' },
  { id: 'withdrawn', title: '客户撤回' },
];
export const REJECTIONS: readonly string[] = [
  '照片模糊，看不清文字，请在光线充足的地方重拍。',
  '只拍到一部分，请把整页拍全。',
  '缺少医院或单位的公章，请补盖后重交。',
  '姓名与被保险人不一致，请核对后重交。',
  '这份不是所需的材料，请对照清单重交。',
];
const note: Field = { name: 'note', label: '备注（可不填）', kind: 'text', hint: '只有同事能看到' };

const VERDICTS: readonly Titled[] = [
  { id: 'approve', title: '通过' },
  { id: 'return', title: '退回' },
];
const paymentFields = (): Field[] => [
  { name: 'reference', label: '付款流水号', kind: 'line', required: true },
  { name: 'paid_on', label: '付款日期', kind: 'day', required: true, value: dayOf(new Date()) },
];
const earlyPayment = ({ advances = [] }: ClaimCase) => `先予支付：${amountOf(advances[advances.length - 1]?.approved ?? '')}`;

const moved = (to: string, title: string, lead: string, done: string): Command => ({
  title, lead, fields: [note], confirm: title, done, call: 'state', body: (values) => ({ to, ...values }),
});

/** Return what to ask for an action, or null where it has a place of its own on the page. */
export function commandOf(id: string, claim: ClaimCase, handlers: readonly Named[]): Command | null {
  return MAKERS[id]?.(claim, handlers) ?? null;
}

const MAKERS: Record<string, (claim: ClaimCase, handlers: readonly Named[]) => Command> = {
  accept: () => moved('accepted', '受理', '受理后，客户会收到通知。', '已受理'),
  investigate: () => moved('investigating', '开始调查', '先调查，后定损。', '已转入调查'),
  close: () => moved('closed', '结案', '结案后可以下载完整案卷，并安排一年三次回访。', '已结案'),
  cancel: () => ({ ...moved('cancelled', '撤销案件', '撤销后不能恢复，客户会收到通知。', '已撤销'), danger: true }),
  notice: (claim) => ({
    title: '补充材料通知', lead: '一次性告知客户所有还缺的材料（保险法第二十二条）：', lines: lacking(claim.papers).map(paperLine),
    fields: [{ name: 'note', label: '给客户的说明（可不填）', kind: 'text' }], confirm: '发给客户', done: '通知已发给客户', call: 'notice',
    body: (values) => values,
  }),
  pay: (claim) => {
    const amount = claim.due ?? '';
    return {
      title: '登记付款', lead: `按审核通过的金额付款，已付的已扣除：${amountOf(amount)}`,
      fields: paymentFields(), confirm: '登记付款', done: '付款已登记', call: 'payment', body: (values) => ({ amount, ...values }),
    };
  },
  advance: () => ({
    title: '提出先予支付', lead: '全部金额六十日内定不下来的，先付能确定的部分（保险法第二十五条），由他人审核。',
    fields: [
      { name: 'amount', label: '能确定的金额（元）', kind: 'line', required: true },
      { name: 'grounds', label: '依据', kind: 'text', required: true },
    ],
    confirm: '提交审核', done: '已提交审核', call: 'advance', body: (values) => values,
  }),
  audit_advance: (claim) => ({
    title: '审核先予支付', lead: earlyPayment(claim), lines: [claim.advances?.[claim.advances.length - 1]?.grounds ?? ''],
    fields: [
      { name: 'verdict', label: '审核结果', kind: 'choice', choices: VERDICTS, value: 'approve', required: true },
      { name: 'note', label: '意见（退回时必填）', kind: 'text' },
    ],
    confirm: '提交', done: '已审核', call: 'advance_audit', body: (values) => values,
  }),
  pay_advance: (claim) => ({
    title: '登记先予支付', lead: earlyPayment(claim), fields: paymentFields(), confirm: '登记付款', done: '付款已登记', call: 'advance_payment', body: (values) => values,
  }),
  dispute: () => ({
    title: '登记争议', lead: '客户对处理结果有异议时登记。',
    fields: [
      { name: 'way', label: '解决方式', kind: 'choice', choices: WAYS, value: 'negotiation', required: true },
      { name: 'reason', label: '客户的理由', kind: 'text', required: true },
    ],
    confirm: '登记', done: '争议已登记', call: 'dispute', body: (values) => values,
  }),
  decide: () => ({
    title: '争议处理决定', lead: '决定会以书面发给客户。',
    fields: [
      { name: 'outcome', label: '决定', kind: 'choice', choices: OUTCOMES, value: 'upheld', required: true },
      { name: 'text', label: '写给客户的说明', kind: 'text', required: true, hint: '根据什么、结果怎样、客户还可以怎么办' },
    ],
    confirm: '发出决定', done: '决定已发给客户', call: 'decision', body: (values) => values,
  }),
  assign: (claim, handlers) => ({
    title: '指派处理人', lead: '',
    fields: [{ name: 'agent', label: '处理人', kind: 'choice', value: String(claim.handler?.id ?? ''),
      choices: [{ id: '', title: '暂不指派' }, ...handlers.map(({ id, name }) => ({ id: String(id), title: name }))] }],
    confirm: '指派', done: '已指派', call: 'assign', body: ({ agent }) => ({ agent_id: agent ? Number(agent) : null }),
  }),
};

const paperLine = ({ name, state, reason }: ClaimCase['papers'][number]) => (state === 'rejected' ? `${name}（不合格：${reason}）` : name);

/** Return the dialog that rejects a paper. */
export function rejection(item: string, name: string): Command {
  return {
    title: `“${name}”不合格`, lead: '客户会看到这个原因。',
    fields: [{ name: 'reason', label: '原因', kind: 'text', required: true, canned: REJECTIONS }],
    confirm: '判为不合格', danger: true, done: '已判为不合格', call: 'paper', body: (values) => ({ item, verdict: 'reject', ...values }),
  };
}

/** Return the dialog that ends an audit. */
export function verdict(kind: 'approve' | 'return', outcome: 'pay' | 'refuse', amount: string): Command {
  const approve = kind === 'approve';
  const result = outcome === 'pay' ? `赔付 ${amountOf(amount)}` : '拒赔';
  return {
    title: approve ? '审核通过' : '退回重新调查', lead: approve ? `通过后，结果通知客户：${result}。` : '退回后由处理人重新调查定损。',
    fields: [{ name: 'note', label: approve ? '审核意见（可不填）' : '退回原因', kind: 'text', required: !approve }],
    confirm: approve ? '通过' : '退回', danger: !approve, done: approve ? '审核通过' : '已退回', call: 'audit',
    body: (values) => ({ verdict: kind, ...values }),
  };
}
