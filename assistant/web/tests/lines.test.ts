import { expect, test } from 'vitest';
import { activeSeq, currentCards, lastAgent, unconfirmed } from '../src/chat/transcript';
import { conversationText } from '../src/chat/export';
import { repeated } from '../src/chat/cards/Words';
import { textEcho } from '../src/chat/echo';
import { wordsAround } from '../src/shared/words';
import { furthest, lastSeq, mergeLines, placeLines } from '../src/shared/lines';
import { makeLine } from './make';

const CHOICE = { buttons: [{ title: '是', payload: '/affirm' }] };
const progressOf = (number: string) => ({ number, title: '住院', state: 'paid', state_text: '已付款', steps: [] });
const PAPER = { id: 'bank', name: '银行卡', state: 'missing' as const };

test('lines are merged by number, each once', () => {
  const lines = [makeLine(1), makeLine(3)];
  expect(mergeLines(lines, [makeLine(2), makeLine(3)]).map((line) => line.seq)).toEqual([1, 2, 3]);
  expect(mergeLines(lines, [makeLine(1)])).toBe(lines);
  expect([lastSeq(lines), lastSeq([])]).toEqual([3, 0]);
});

test('marks never go back, however late an older answer comes', () => {
  const read = furthest({ delivered: 0, read: 0 }, { delivered: 4, read: 4 });
  expect(furthest(read, { delivered: 4, read: 0 })).toEqual({ delivered: 4, read: 4 });
  expect(furthest(read, { delivered: 6, read: 5 })).toEqual({ delivered: 6, read: 5 });
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
  expect([...currentCards([list(1, 'A'), list(2, 'B'), list(3, 'A')])].sort()).toEqual([2, 3]);
});

test('of each claim the newest progress counts, beside its checklist', () => {
  const news = (seq: number, ...numbers: string[]) => makeLine(seq, { data: { items: numbers.map(progressOf) } });
  const list = makeLine(4, { data: { checklist: [PAPER], claim_number: 'A' } });
  expect([...currentCards([news(1, 'A', 'B'), news(2, 'A'), news(3, 'A'), list])].sort()).toEqual([1, 3, 4]);
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

test('a decision that the card explains is not said twice', () => {
  const result = { outcome: 'pay' as const, items: [{ name: '住院费', claimed: '100.00', approved: '90.00', reason: '免赔额', clause: '第五条' }],
    claimed: '100.00', approved: '90.00', clause: '', grounds: '单据齐全' };
  const line = makeLine(1, { data: { items: [{ ...progressOf('LP1'), note: '接下来付款。', result }] } });
  const text = '您的案件已审核完成。\n· 住院费：申请100.00元，赔付90.00元。免赔额（第五条）\n说明：单据齐全\n接下来付款。\n有疑问请说。';
  expect(wordsAround(text, repeated(line))).toEqual({ before: '您的案件已审核完成。', after: '有疑问请说。' });
});

test('the export names speakers and sources', () => {
  const citation = { entry: 'e', document: '保险法', clause: '第十七条', version: '2015-04', effective_from: '2015-04-24', quote: '应当提示。' };
  const lines = [makeLine(1, { from: 'customer', text: '犹豫期多久' }), makeLine(2, { citations: [citation], text: '15天。' })];
  const company = { name: '栖云保险股份有限公司', short: '栖云保险', hotline: '400-000-0186' };
  const text = conversationText(lines, company, new Date('2026-01-05T10:00:00+08:00'));
  expect(text).toContain('[2026-01-05 10:00] 我\n犹豫期多久');
  expect(text).toContain('依据：《保险法》第十七条（版本2015-04，2015年4月24日起施行）');
});
