/** Lines for the tests, with only what matters said. */

import type { Line } from '../src/shared/api';

export function makeLine(seq: number, change: Partial<Line> = {}): Line {
  const base: Line = { seq, at: '2026-01-05T10:00:00+08:00', from: 'bot', kind: 'smalltalk', text: '您好', buttons: [], citations: [], data: {} };
  return { ...base, ...change };
}
