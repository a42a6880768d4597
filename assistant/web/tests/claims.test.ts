import { expect, test } from 'vitest';
import { amountOf, fenOf, yuanOf } from '../src/shared/money';
import { draftFault, draftOf, EMPTY_DRAFT, EMPTY_ITEM, itemFaults, itemsToSend, totalsOf } from '../src/desk/claims/draft';
import { changed, FIRST_FILTER, pagesIn, queryOf } from '../src/desk/claims/filter';
import { boxOf, FIRST_VIEW, turned, zoomed } from '../src/desk/claims/view';
import { clockText, stepFrom } from '../src/desk/claims/words';
import type { AssessmentItem, Clock } from '../src/desk/claims/types';
import { pagesOf } from '../src/desk/pages';

const item = (change: Partial<AssessmentItem>): AssessmentItem => ({ name: '住院费', claimed: '100', approved: '100', reason: '', clause: '', ...change });
const clock = (change: Partial<Clock>): Clock => ({
  id: 'decision', title: '核定', article: '保险法第二十三条', started_on: '2026-11-01', due_on: '2026-12-01', days_left: 8, level: 'ok',
  paused_days: 0, met_on: null, ...change,
});

test('money is read as whole fen, however it is typed, and nothing else is read', () => {
  expect([fenOf('1,234.5'), fenOf('￥１２.30'), fenOf('8元'), fenOf(' 0 '), fenOf('999999999999.99')]).toEqual([123450, 1230, 800, 0, 99999999999999]);
  for (const text of ['', '-1', '1.234', '1e3', '12元整', '1,23', '1000000000000']) expect(fenOf(text)).toBeNull();
});

test('money is written with two places and grouped', () => {
  expect([yuanOf(5), yuanOf(123450), amountOf(123456789), amountOf('1234.5'), amountOf('不详')]).toEqual(['0.05', '1234.50', '1,234,567.89 元', '1,234.50 元', '不详']);
});

test('totals are exact where floating point is not', () => {
  const items = Array.from({ length: 1000 }, () => item({ claimed: '0.1', approved: '0.7' }));
  expect(totalsOf(items)).toEqual({ claimed: 10_000, approved: 70_000 });
  expect(totalsOf([item({ claimed: '' })]).claimed).toBe(0);
});

test('an item says what is wrong with it', () => {
  expect(itemFaults(item({}))).toEqual({});
  expect(Object.keys(itemFaults(EMPTY_ITEM))).toEqual(['name', 'claimed', 'approved']);
  expect(itemFaults(item({ approved: '100.01' }))).toEqual({ approved: '核定不能多于申请' });
  expect(Object.keys(itemFaults(item({ approved: '99.99' })))).toEqual(['reason', 'clause']);
  expect(itemFaults(item({ approved: '99.99', reason: '免赔额', clause: '第五条' }))).toEqual({});
});

test('a draft is handed in only when it is whole', () => {
  const pay = { ...EMPTY_DRAFT, items: [item({})], grounds: '单据齐全' };
  expect(draftFault(pay)).toBe('');
  expect(draftFault({ ...pay, grounds: ' ' })).toContain('依据');
  expect(draftFault({ ...pay, items: [item({}), EMPTY_ITEM] })).toContain('第 2 项');
  expect(draftFault({ ...pay, items: [item({ approved: '0', reason: '不在保障范围', clause: '第六条' })] })).toContain('拒赔');
  expect(draftFault({ ...pay, outcome: 'refuse' })).toContain('条款');
  expect(draftFault({ ...pay, outcome: 'refuse', clause: '第六条' })).toBe('');
});

test('a new assessment begins with what the last one said', () => {
  const by = { id: 1, name: '甲' };
  const last = { id: 1, outcome: 'pay' as const, items: [item({})], claimed: '100.00', approved: '100.00', grounds: '齐全', clause: '', by, at: '',
    verdict: 'returned' as const, audited_by: by, audited_at: '', audit_note: '' };
  expect(draftOf(null, [last]).items).toEqual([item({})]);
  expect(draftOf(null, [])).toBe(EMPTY_DRAFT);
  expect(draftOf(EMPTY_DRAFT, [last])).toBe(EMPTY_DRAFT);
  expect(itemsToSend([item({ name: ' 药费 ', claimed: '1,000' })])).toEqual([item({ name: '药费', claimed: '1000.00', approved: '100.00' })]);
});

test('a filter leaves out what is not set and goes back to the first page', () => {
  expect(queryOf({ ...FIRST_FILTER, q: ' LP1 ' })).toBe('state=open&sort=due&q=LP1&page=1');
  expect(queryOf({ ...FIRST_FILTER, state: 'closed' })).toContain('sort=updated');
  expect(changed({ ...FIRST_FILTER, page: 3 }, { kind: 'motor' }).page).toBe(1);
  expect(changed({ ...FIRST_FILTER, page: 3 }, { page: 4 }).page).toBe(4);
  expect([pagesIn(0, 20), pagesIn(20, 20), pagesIn(21, 20)]).toEqual([1, 1, 2]);
});

test('a clock is told in words', () => {
  expect(clockText(clock({}))).toBe('剩 8 天');
  expect(clockText(clock({ days_left: 0, level: 'red' }))).toBe('今天到期');
  expect(clockText(clock({ days_left: -3, level: 'over' }))).toBe('超期 3 天');
  expect(clockText(clock({ due_on: null, level: 'paused' }))).toBe('暂停计时，剩 8 天');
  expect(clockText(clock({ level: 'met', met_on: '2026-11-20' }))).toBe('11月20日已完成');
  expect(clockText(clock({ level: 'waiting', due_on: null, days_left: null }))).toBe('还没起算');
});

test('a picture fits the width however it is turned', () => {
  const picture = { width: 1400, height: 700 };
  expect(boxOf(picture, 700, FIRST_VIEW)).toEqual({ outer: { width: 700, height: 350 }, inner: { width: 700, height: 350 }, transform: 'translate(0px, 0px) rotate(0deg)' });
  const lying = boxOf(picture, 700, turned(FIRST_VIEW));
  expect(lying.outer).toEqual({ width: 700, height: 1400 });
  expect(lying.transform).toBe('translate(-350px, 350px) rotate(90deg)');
  expect(turned(turned(turned(turned(FIRST_VIEW))))).toEqual(FIRST_VIEW);
  expect([zoomed(FIRST_VIEW, 1).zoom, zoomed(FIRST_VIEW, -1).zoom, zoomed({ zoom: 4, turn: 0 }, 1).zoom]).toEqual([1.5, 0.75, 4]);
});

test('j and k walk through the list', () => {
  expect([stepFrom(['a', 'b'], null, 1), stepFrom(['a', 'b'], 'a', 1), stepFrom(['a', 'b'], 'b', 1), stepFrom(['a', 'b'], 'gone', -1), stepFrom([], null, 1)]).toEqual(['a', 'b', 'b', 'a', null]);
});

test('everybody of the staff but trainees may read claims', () => {
  const roles = ['agent', 'supervisor', 'claims', 'auditor', 'admin', 'trainee'] as const;
  expect(roles.filter((role) => pagesOf(role).some((page) => page.id === 'claims'))).toEqual(['agent', 'supervisor', 'claims', 'auditor', 'admin']);
});
