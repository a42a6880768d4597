/** How claims are told on the desk: pure. */

import { longDay } from '../../shared/time';
import type { ClaimAction, ClaimCase, Clock, Level, Paper } from './types';

/** Return how a clock stands, in words that need no colour. */
export function clockText(clock: Clock): string {
  const { level, days_left: left, met_on: met, paused_days: paused } = clock;
  if (level === 'met') return met ? `${longDay(met, false)}已完成` : '已完成';
  if (level === 'waiting') return '还没起算';
  if (level === 'paused') return left === null ? '补材料，暂停计时' : `暂停计时，剩 ${left} 天`;
  if (left === null) return paused > 0 ? `已扣 ${paused} 天` : '';
  if (level === 'over' || left < 0) return `超期 ${-left} 天`;
  return left === 0 ? '今天到期' : `剩 ${left} 天`;
}

export const LEVEL_TEXT: Record<Level, string> = {
  ok: '正常', amber: '将到期', red: '紧急', over: '超期', paused: '暂停', met: '完成', waiting: '未起算',
};

/** Return the papers that a notice would name. */
export function lacking(papers: readonly Paper[]): Paper[] {
  return papers.filter((paper) => paper.state !== 'received');
}

/** Return an action by name; one that the server does not speak of is not allowed. */
export function actionOf(claim: ClaimCase, id: string): ClaimAction {
  return claim.actions.find((action) => action.id === id) ?? { id, title: id, allowed: false, why: '' };
}

/** Return the number `step` places from `current` among `numbers`, the first when none is current. */
export function stepFrom(numbers: readonly string[], current: string | null, step: 1 | -1): string | null {
  const at = current === null ? -1 : numbers.indexOf(current);
  if (at < 0) return numbers[0] ?? null;
  return numbers[Math.min(numbers.length - 1, Math.max(0, at + step))] ?? null;
}
