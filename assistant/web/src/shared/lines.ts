/** Pure work on a conversation's lines, for both pages. */

import type { Line, Marks } from './api';
import { dayOf } from './time';

const GROUP_MS = 5 * 60_000;

/** Return both lists as one, by number, each line once; the same array when there is nothing new. */
export function mergeLines(lines: Line[], fresh: readonly Line[]): Line[] {
  const known = new Set(lines.map((line) => line.seq));
  const added = fresh.filter((line) => !known.has(line.seq));
  if (added.length === 0) return lines;
  return [...lines, ...added].sort((a, b) => a.seq - b.seq);
}

/** Return the last line's number, 0 when there is none. */
export function lastSeq(lines: readonly Line[]): number {
  return lines[lines.length - 1]?.seq ?? 0;
}

/** Return the marks that are further: word of them may overtake an answer that was asked for before. */
export function furthest(known: Marks, fresh: Marks): Marks {
  return { delivered: Math.max(known.delivered, fresh.delivered), read: Math.max(known.read, fresh.read) };
}

export interface Placed {
  line: Line;
  /** The day begins with this line. */
  day: boolean;
  /** The sender and time are shown: someone else spoke before, or a while ago. */
  head: boolean;
}

/** Return the lines with what separates them. */
export function placeLines(lines: readonly Line[]): Placed[] {
  return lines.map((line, at) => {
    const before = lines[at - 1];
    const day = !before || dayOf(before.at) !== dayOf(line.at);
    const same = before?.from === line.from && before.agent === line.agent;
    const close = before !== undefined && Date.parse(line.at) - Date.parse(before.at) < GROUP_MS;
    return { line, day, head: day || !same || !close };
  });
}
