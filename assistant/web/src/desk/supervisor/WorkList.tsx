import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useFetch, useRemote, useSend } from '../remote';
import { Section } from '../Section';
import { Entries } from './Entries';
import { type Draft, EntryForm, type Shelf } from './EntryForm';
import { type LowRating, LowRatings } from './LowRatings';
import { CAUSES, intentOf } from './words';

const ROOT = '/desk/api/worklist';

interface Turn {
  id: number;
  text: string;
  times: number;
  at: string;
  causes: string[];
  intent: string;
  confidence: number;
  context: string[];
}

interface Waiting {
  turns: Turn[];
  waiting: number;
  intents: string[];
  ratings: LowRating[];
}

/** What was not understood, becoming labels or knowledge; what was found bad. */
export function WorkList() {
  const { data, failed, replace } = useRemote<Waiting>(ROOT);
  const shelf = useRemote<Shelf>(`${ROOT}/entries`);
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <>
      <LowRatings rows={data.ratings} onDone={replace} />
      {shelf.data && <Entries shelf={shelf.data} onDone={shelf.replace} />}
      <Section title={`没听懂或没答好的话（${data.waiting}）`}>
        <p class="soft worklist__head">同样的话合成一条，说得最多的在前。</p>
        {data.turns.length === 0 && <p class="empty">没有等待处理的话</p>}
        <ul class="worklist" data-testid="worklist">
          {data.turns.map((turn) => (
            <Item key={turn.id} turn={turn} intents={data.intents} shelf={shelf.data} onDone={replace} onProposed={shelf.reload} />
          ))}
        </ul>
      </Section>
    </>
  );
}

interface ItemProps {
  turn: Turn;
  intents: string[];
  shelf: Shelf | null;
  onDone: (after: Waiting) => void;
  onProposed: () => void;
}

function Item({ turn, intents, shelf, onDone, onProposed }: ItemProps) {
  const send = useSend();
  const fetch = useFetch();
  const desk = useDesk();
  const [intent, setIntent] = useState(turn.intent);
  const [writing, setWriting] = useState(false);
  const settle = async (call: string, body: object, words: string) => {
    const after = await send<Waiting>(`${ROOT}/${turn.id}/${call}`, body);
    if (!after) return;
    desk.toast(words, 'good');
    onDone(after);
  };
  const propose = async (draft: Draft) => {
    const after = await send<Shelf>(`${ROOT}/${turn.id}/knowledge`, draft);
    if (!after) return;
    desk.toast('已提交，等另一位主管审核', 'good');
    onProposed();
    const left = await fetch<Waiting>(ROOT);
    if (left) onDone(left);
  };
  return (
    <li class="work" data-testid="work">
      {turn.context.map((line, at) => <p key={at} class="soft">{line}</p>)}
      <p class="work__text">{turn.text}</p>
      <p class="soft">
        {turn.causes.map((cause) => CAUSES[cause] ?? '其他').join('、')} · {turn.times} 次 · 理解为“{intentOf(turn.intent)}”（{Math.round(turn.confidence * 100)}%） · {stampOf(turn.at)}
      </p>
      <div class="actions">
        <label class="inline">
          <span class="sr-only">正确的意图</span>
          <select value={intent} onChange={(event) => setIntent(event.currentTarget.value)} data-testid="work-intent">
            {intents.map((name) => <option key={name} value={name}>{intentOf(name)}</option>)}
          </select>
        </label>
        <button type="button" class="button button--main" onClick={() => void settle('label', { intent }, '已存为训练样本')} data-testid="work-label">存为样本</button>
        <button type="button" class="button" aria-expanded={writing} onClick={() => setWriting(!writing)} data-testid="work-knowledge">写成知识</button>
        <button type="button" class="button" onClick={() => void settle('dismiss', {}, '已略过')} data-testid="work-dismiss">略过</button>
      </div>
      {writing && shelf && <EntryForm start={{ question: turn.text }} shelf={shelf} onSave={propose} />}
    </li>
  );
}
