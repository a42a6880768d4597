/** Pure work on the lines of a conversation. */

import type { Line, Wait } from '../shared/api';
import { clockOf, dayOf, longDay } from '../shared/time';
import type { Echo } from './echo';

/** Return the echoes that no line stands for yet. */
export function unconfirmed(echoes: Echo[], lines: readonly Line[]): Echo[] {
  const stored = new Set(lines.map((line) => line.data.external_id));
  const left = echoes.filter((echo) => !stored.has(echo.id));
  return left.length === echoes.length ? echoes : left;
}

/** Return the number of the line whose buttons are still in play: the latest, when nobody has answered since. */
export function activeSeq(lines: readonly Line[], echoes: readonly Echo[]): number {
  if (echoes.some((echo) => echo.state !== 'failed')) return 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (!line || line.from === 'customer') return 0;
    if (line.buttons.length > 0) return line.seq;
  }
  return 0;
}

/** Return the lines whose card is the newest of its kind, checklist or progress, on some claim or complaint. */
export function currentCards(lines: readonly Line[]): Set<number> {
  const newest = new Map<string, number>();
  for (const { seq, data } of lines) {
    if (data.checklist?.length) newest.set(`papers ${data.claim_number ?? ''}`, seq);
    for (const item of data.items ?? []) newest.set(`progress ${item.number}`, seq);
  }
  return new Set(newest.values());
}

/** Return the name of the agent who wrote last. */
export function lastAgent(lines: readonly Line[]): string {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line?.from === 'agent' && line.agent) return line.agent;
  }
  return '';
}

/** Return the number of the customer's last line up to the one the agent has read. */
export function lastReadByAgent(lines: readonly Line[], read: number): number {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line?.from === 'customer' && line.seq <= read) return line.seq;
  }
  return 0;
}

/** Return how long somebody still waits, in words; nothing where nobody can tell. */
export function waitWords(wait: Wait | null): string {
  if (!wait) return '';
  if (wait.callback_at) return `现在不在人工服务时间，最迟${longDay(dayOf(wait.callback_at))}${clockOf(wait.callback_at)}前给您回电`;
  const ahead = wait.place > 1 ? `前面还有 ${wait.place - 1} 位` : '您是下一位';
  if (wait.seconds === null) return `${ahead}，现在没有客服在线，有人上线马上接入`;
  return `${ahead}，预计等待约 ${Math.max(1, Math.ceil(wait.seconds / 60))} 分钟`;
}
