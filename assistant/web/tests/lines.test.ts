import { expect, test } from 'vitest';
import { activeSeq, currentChecklists, lastAgent, unconfirmed } from '../src/chat/transcript';
import { conversationText } from '../src/chat/export';
import { repeated } from '../src/chat/cards/Words';
import { textEcho } from '../src/chat/echo';
import { lastSeq, mergeLines, placeLines } from '../src/shared/lines';
import { makeLine } from './make';

const CHOICE = { buttons: [{ title: '是', payload: '/affirm' }] };
const PAPER = { id: 'bank', name: '银行卡', state: 'missing' as const };

test('lines are merged by number, each once', () => {
  const lines = [makeLine(1), makeLine(3)];
  expect(mergeLines(lines, [makeLine(2), makeLine(3)]).map((line) => line.seq)).toEqual([1, 2, 3]);
  expect(mergeLines(lines, [makeLine(1)])).toBe(lines);
  expect([lastSeq(lines), lastSeq([])]).toEqual([3, 0]);
});

test('an echo goes when its line is there', () => {
  const [sent, waiting] = [textEcho('一'), textEcho('二')];
  const line = makeLine(1, { from: 'customer', data: { external_id: sent.id } });
  expect(unconfirmed([sent, waiting], [line])).toEqual([waiting]);
});

test('only the latest choices are in play, until somebody answers', () => {
  const lines = [makeLine(1, CHOICE), makeLine(2, CHOICE), makeLine(3)];
  expect(activeSeq(lines, [])).toBe(2);
  expect(activeSeq(lines, [textEcho('是')])).toBe(0);
  expect(activeSeq(lines, [{ ...textEcho('是'), state: 'failed' }])).toBe(2);
  expect(activeSeq([...lines, makeLine(4, { from: 'customer' })], [])).toBe(0);
});

test('of each claim the newest checklist counts', () => {
  const list = (seq: number, claim: string) => makeLine(seq, { data: { checklist: [PAPER], claim_number: claim } });
  expect([...currentChecklists([list(1, 'A'), list(2, 'B'), list(3, 'A')])].sort()).toEqual([2, 3]);
});

test('days and senders are marked where they change', () => {
  const lines = [
    makeLine(1),
    makeLine(2),
    makeLine(3, { from: 'customer' }),
    makeLine(4, { from: 'customer', at: '2026-01-06T10:00:00+08:00' }),
  ];
  expect(placeLines(lines).map(({ day, head }) => [day, head])).toEqual([[true, true], [false, false], [false, true], [true, true]]);
});

test('the agent who wrote last is known', () => {
  expect(lastAgent([makeLine(1, { from: 'agent', agent: '王敏' }), makeLine(2)])).toBe('王敏');
});

test('what a card shows is known by how its lines begin', () => {
  const line = makeLine(1, { data: { checklist: [PAPER], summary: [{ field: 'date', label: '日期', value: '昨天' }] } });
  expect(repeated(line)).toEqual(['日期：', '银行卡（']);
});

test('the export names speakers and sources', () => {
  const citation = { entry: 'e', document: '保险法', clause: '第十七条', version: '2015-04', effective_from: '2015-04-24', quote: '应当提示。' };
  const lines = [makeLine(1, { from: 'customer', text: '犹豫期多久' }), makeLine(2, { citations: [citation], text: '15天。' })];
  const company = { name: '栖云保险股份有限公司', short: '栖云保险', hotline: '400-000-0186' };
  const text = conversationText(lines, company, new Date('2026-01-05T10:00:00+08:00'));
  expect(text).toContain('[2026-01-05 10:00] 我\n犹豫期多久');
  expect(text).toContain('依据：《保险法》第十七条（版本2015-04，2015年4月24日起施行）');
});
