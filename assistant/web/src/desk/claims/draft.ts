/** An assessment while it is being written: pure checks and exact totals. */

import { fenOf, yuanOf } from '../../shared/money';
import type { Assessment, AssessmentItem } from './types';

export type Outcome = 'pay' | 'refuse';

export interface Draft {
  outcome: Outcome;
  items: AssessmentItem[];
  /** The grounds of a payment, the reasons of a refusal. */
  grounds: string;
  clause: string;
}

export const EMPTY_ITEM: AssessmentItem = { name: '', claimed: '', approved: '', reason: '', clause: '' };
export const EMPTY_DRAFT: Draft = { outcome: 'pay', items: [EMPTY_ITEM], grounds: '', clause: '' };

/** Return the draft being written, or one to begin with: what the last assessment said, or nothing. */
export function draftOf(draft: Draft | null, assessments: readonly Assessment[]): Draft {
  const last = assessments[assessments.length - 1];
  if (draft || !last) return draft ?? EMPTY_DRAFT;
  const { outcome, items, grounds, clause } = last;
  return { outcome, items: items.length > 0 ? items : [EMPTY_ITEM], grounds, clause };
}

export interface Totals {
  claimed: number;
  approved: number;
}

/** Return the sums in fen; what is no amount yet counts nothing. */
export function totalsOf(items: readonly AssessmentItem[]): Totals {
  const sum = (field: 'claimed' | 'approved') => items.reduce((total, item) => total + (fenOf(item[field]) ?? 0), 0);
  return { claimed: sum('claimed'), approved: sum('approved') };
}

export type ItemFaults = Partial<Record<keyof AssessmentItem, string>>;

/** Return what is wrong with an item, by field. */
export function itemFaults(item: AssessmentItem): ItemFaults {
  const faults: ItemFaults = {};
  const claimed = fenOf(item.claimed);
  const approved = fenOf(item.approved);
  if (!item.name.trim()) faults.name = '请填项目名称';
  if (claimed === null) faults.claimed = '请填金额，如 1234.50';
  if (approved === null) faults.approved = '请填金额，没有写 0';
  if (claimed === null || approved === null) return faults;
  if (approved > claimed) faults.approved = '核定不能多于申请';
  if (approved < claimed && !item.reason.trim()) faults.reason = '少赔的项目要写原因';
  if (approved < claimed && !item.clause.trim()) faults.clause = '少赔的项目要写条款';
  return faults;
}

/** Return the first thing that stands against handing the draft in, or nothing. */
export function draftFault(draft: Draft): string {
  if (draft.outcome === 'refuse') {
    if (!draft.clause.trim()) return '拒赔要写明依据的条款。';
    return draft.grounds.trim() ? '' : '拒赔要写明理由。';
  }
  const at = draft.items.findIndex((item) => Object.keys(itemFaults(item)).length > 0);
  if (at >= 0) return `第 ${at + 1} 项：${Object.values(itemFaults(draft.items[at] ?? EMPTY_ITEM))[0]}。`;
  if (totalsOf(draft.items).approved === 0) return '各项都不赔，请改用“拒赔”。';
  return draft.grounds.trim() ? '' : '请写定损依据。';
}

/** Return the items as the server takes them. */
export function itemsToSend(items: readonly AssessmentItem[]): AssessmentItem[] {
  return items.map((item) => ({
    name: item.name.trim(), claimed: yuanOf(fenOf(item.claimed) ?? 0), approved: yuanOf(fenOf(item.approved) ?? 0),
    reason: item.reason.trim(), clause: item.clause.trim(),
  }));
}
