import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Echo, packEchoes, textEcho, unpackEchoes } from '../src/chat/echo';
import { Outbox } from '../src/chat/outbox';
import { ApiError } from '../src/shared/http';

const CUT = new ApiError(0, 'unreachable', '网络连接不上');
const BUSY = new ApiError(503, 'busy', '服务忙');
const REFUSED = new ApiError(422, 'text_long', '太长了');

/** An outbox that meets the given faults, one an attempt, and then succeeds. */
function outboxWith(...faults: (ApiError | null)[]) {
  const sent: string[] = [];
  const states: string[] = [];
  const send = async (echo: Echo) => {
    const fault = faults.shift();
    if (fault) throw fault;
    sent.push(echo.id);
  };
  const outbox = new Outbox({ send, changed: (_, change) => change.state && states.push(change.state) });
  outbox.wake();
  return { outbox, sent, states };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('nothing goes out before the session has begun', async () => {
  const sent: string[] = [];
  const outbox = new Outbox({ send: async (echo) => void sent.push(echo.id), changed: () => undefined });
  const echo = textEcho('您好');
  outbox.add(echo);
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual([]);
  outbox.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual([echo.id]);
});

test('a lost connection keeps the order and the ids', async () => {
  const { outbox, sent, states } = outboxWith(CUT, CUT);
  const [first, second] = [textEcho('一'), textEcho('二')];
  outbox.add(first);
  outbox.add(second);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([first.id, second.id]);
  expect(states).toEqual(['sending', 'queued', 'sending', 'queued', 'sending', 'sent', 'sending', 'sent']);
});

test('a return of the connection is not waited out', async () => {
  const { outbox, sent } = outboxWith(CUT);
  outbox.add(textEcho('一'));
  await vi.advanceTimersByTimeAsync(10);
  outbox.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toHaveLength(1);
});

test('a refusal fails at once and lets the next through', async () => {
  const { outbox, sent, states } = outboxWith(REFUSED);
  const second = textEcho('二');
  outbox.add(textEcho('一'));
  outbox.add(second);
  await vi.advanceTimersByTimeAsync(10);
  expect(states).toEqual(['sending', 'failed', 'sending', 'sent']);
  expect(sent).toEqual([second.id]);
});

test('a busy server is asked four times', async () => {
  const { outbox, states } = outboxWith(BUSY, BUSY, BUSY, BUSY);
  outbox.add(textEcho('一'));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(states.filter((state) => state === 'sending')).toHaveLength(4);
  expect(states[states.length - 1]).toBe('failed');
});

test('unsent texts outlive a reload under their ids, files and rubbish do not', () => {
  const text = textEcho('您好');
  const file: Echo = { ...textEcho(''), file: new File(['a'], 'a.jpg') };
  const kept = unpackEchoes(packEchoes([text, file, { ...text, id: 'x', state: 'sent' }]));
  expect(kept.map(({ id, state }) => [id, state])).toEqual([[text.id, 'queued']]);
  expect([unpackEchoes(null), unpackEchoes('{'), unpackEchoes('[1,{"id":2}]')]).toEqual([[], [], []]);
});

test('a file that is taken back while it goes out is not tried again', async () => {
  const cancelled = new ApiError(400, 'cancelled', '已取消。');
  const { outbox, sent, states } = outboxWith(cancelled);
  outbox.add(textEcho('一'));
  outbox.add(textEcho('二'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.length).toBe(1);
  expect(states).toEqual(['sending', 'failed', 'sending', 'sent']);
});
