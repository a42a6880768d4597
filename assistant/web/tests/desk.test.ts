import { expect, test } from 'vitest';
import type { QueueItem } from '../src/shared/api';
import { FIRST_STATE, neighbour, pending, standing } from '../src/desk/state';
import { pagesOf, readHash } from '../src/desk/pages';
import { wordsOf } from '../src/desk/Suggestions';

const item = (id: string, unread = 0): QueueItem => ({
  conversation_id: id, reason: 'request', reason_text: '要求转人工', priority: 3, requested_at: '', due_at: '', note: '',
  last_text: '', customer: '访客', channel: 'web', unread,
});
const QUEUE = { mine: [item('a', 2)], waiting: [item('b'), item('c')], complaint_news: 0 };

test('j and k walk down and up and stop at the ends', () => {
  expect(neighbour(QUEUE, null, 1)).toBe('a');
  expect(neighbour(QUEUE, 'a', 1)).toBe('b');
  expect(neighbour(QUEUE, 'c', 1)).toBe('c');
  expect(neighbour(QUEUE, 'a', -1)).toBe('a');
  expect(neighbour({ mine: [], waiting: [], complaint_news: 0 }, null, 1)).toBeNull();
});

test('what waits is people in the queue and unread messages', () => {
  expect(pending(QUEUE)).toBe(4);
});

test('an agent may write only in a conversation of their own', () => {
  const me = { agent: { id: 7, name: '王敏', role: 'agent' as const }, csrf: '' };
  const of = (owner: 'bot' | 'queue' | 'agent' | 'closed', agent: number | null) =>
    standing({ ...FIRST_STATE, me, detail: { conversation_id: 'a', owner, agent_id: agent, packet: null, lines: [] } });
  expect([of('agent', 7), of('agent', 8), of('queue', null), of('closed', null)]).toEqual(['mine', 'others', 'waiting', 'none']);
});

test('a suggestion brings its sources along, once', () => {
  const citations = ['第六条', '第六条'].map((clause) => ({ entry: 'e', document: '康宁条款', clause, version: '', effective_from: '', quote: '' }));
  expect(wordsOf({ title: '', text: '90天。', citations })).toBe('90天。\n依据：《康宁条款》第六条');
  expect(wordsOf({ title: '', text: '90天。\n依据：条款', citations })).toBe('90天。\n依据：条款');
});

test('the address names the page and what it shows', () => {
  expect(readHash('#/claims/LP2024')).toEqual({ id: 'claims', rest: 'LP2024' });
  expect(readHash('')).toEqual({ id: '', rest: '' });
  expect(pagesOf('agent').map((page) => page.id)).toContain('talk');
  expect(pagesOf('auditor').map((page) => page.id)).not.toContain('talk');
});
