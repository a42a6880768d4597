import { expect, test } from 'vitest';
import type { Canned } from '../src/shared/api';
import { lastReadByAgent, waitWords } from '../src/chat/transcript';
import { matching } from '../src/desk/CannedList';
import { makeLine } from './make';

const canned = (shortcut: string, title: string): Canned => ({
  id: 1, shortcut, title, text: '您好', filled: '您好', missing: [], shared: true, editable: false,
});
const ALL = [canned('hi', '问好'), canned('wait', '请稍等')];

test('a slash finds replies by shortcut and by title, other text none', () => {
  expect(matching(ALL, '/').length).toBe(2);
  expect(matching(ALL, '/WA')).toEqual([ALL[1]]);
  expect(matching(ALL, '/问好')).toEqual([ALL[0]]);
  expect(matching(ALL, '您好/')).toEqual([]);
  expect(matching(ALL, '/第一行\n第二行')).toEqual([]);
});

test('the wait is told as it is known', () => {
  expect(waitWords(null)).toBe('');
  expect(waitWords({ place: 3, seconds: 61, callback_at: null })).toBe('前面还有 2 位，预计等待约 2 分钟');
  expect(waitWords({ place: 1, seconds: null, callback_at: null })).toBe('您是下一位，现在没有客服在线，有人上线马上接入');
  expect(waitWords({ place: 1, seconds: null, callback_at: '2026-11-24T09:00:00+08:00' })).toContain('2026年11月24日09:00');
});

test('the mark stands under the last line the agent has read', () => {
  const lines = [makeLine(1, { from: 'customer' }), makeLine(2, { from: 'agent' }), makeLine(3, { from: 'customer' }), makeLine(5, { from: 'customer' })];
  expect([lastReadByAgent(lines, 4), lastReadByAgent(lines, 0)]).toEqual([3, 0]);
});
