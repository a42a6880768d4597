import { expect, test } from 'vitest';
import { clockOf, countdown, dayLabel, longDay, stampOf } from '../src/shared/time';

const NOW = new Date('2026-01-05T01:00:00+08:00');

test('times are those of the company, wherever the browser is', () => {
  expect(clockOf('2026-01-04T16:30:00Z')).toBe('00:30');
  expect(stampOf('2026-01-04T16:30:00Z')).toBe('2026-01-05 00:30');
});

test('days have the names people use', () => {
  const days = ['2026-01-05T00:10:00+08:00', '2026-01-04T23:50:00+08:00', '2026-01-02T12:00:00+08:00', '2025-11-03T12:00:00+08:00'];
  expect(days.map((day) => dayLabel(day, NOW))).toEqual(['今天', '昨天', '1月2日', '2025年11月3日']);
  expect(longDay('尽快')).toBe('尽快');
});

test('a countdown turns under a third of the time, and when it is over', () => {
  const [from, until] = ['2026-01-05T01:00:00+08:00', '2026-01-05T01:05:00+08:00'];
  const at = (seconds: number) => countdown(from, until, NOW.getTime() + seconds * 1000);
  expect(at(0)).toEqual({ text: '剩 5:00', level: 'calm' });
  expect(at(201)).toEqual({ text: '剩 1:39', level: 'soon' });
  expect(at(365)).toEqual({ text: '已超时 1:05', level: 'over' });
});
