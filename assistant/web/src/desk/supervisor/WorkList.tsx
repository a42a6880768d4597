import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useRemote, useSend } from '../remote';

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
}

const CAUSES: Record<string, string> = { unsure: '把握不大', rejected: '没敢回答', unknown: '答不上来', rephrased: '客户换了说法', rated: '客户差评' };

/** Turns that may not have been understood: labels for the model, or entries for the knowledge base. */
export function WorkList() {
  const { data, failed, replace } = useRemote<Waiting>(ROOT);
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <>
      <p class="soft worklist__head">
        等待处理 {data.waiting} 条，同样的话合成一条。
        <a href={`${ROOT}/proposals`} download>下载拟写的知识条目</a>
      </p>
      {data.turns.length === 0 && <p class="empty">没有等待处理的话</p>}
      <ul class="worklist" data-testid="worklist">
        {data.turns.map((turn) => (
          <Item key={turn.id} turn={turn} intents={data.intents} onDone={replace} />
        ))}
      </ul>
    </>
  );
}

function Item({ turn, intents, onDone }: { turn: Turn; intents: string[]; onDone: (after: Waiting) => void }) {
  const send = useSend();
  const desk = useDesk();
  const [intent, setIntent] = useState(turn.intent);
  const [writing, setWriting] = useState(false);
  const settle = async (call: string, body: object, words: string) => {
    const after = await send<Waiting>(`${ROOT}/${turn.id}/${call}`, body);
    if (!after) return;
    desk.toast(words, 'good');
    onDone(after);
  };
  return (
    <li class="work" data-testid="work">
      {turn.context.map((line, at) => <p key={at} class="soft">{line}</p>)}
      <p class="work__text">{turn.text}</p>
      <p class="soft">
        {turn.causes.map((cause) => CAUSES[cause] ?? cause).join('、')} · {turn.times} 次 · 理解为 {turn.intent}（{Math.round(turn.confidence * 100)}%） · {stampOf(turn.at)}
      </p>
      <div class="actions">
        <label class="inline">
          <span class="sr-only">正确的意图</span>
          <select value={intent} onChange={(event) => setIntent(event.currentTarget.value)} data-testid="work-intent">
            {intents.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <button type="button" class="button button--main" onClick={() => void settle('label', { intent }, '已存为训练样本')} data-testid="work-label">存为样本</button>
        <button type="button" class="button" aria-expanded={writing} onClick={() => setWriting(!writing)} data-testid="work-knowledge">写成知识</button>
        <button type="button" class="button" onClick={() => void settle('dismiss', {}, '已略过')} data-testid="work-dismiss">略过</button>
      </div>
      {writing && <Entry question={turn.text} onSave={(entry) => void settle('knowledge', entry, '已拟写，等待知识库审核')} />}
    </li>
  );
}

interface Draft {
  topic: string;
  question: string;
  answer: string;
  source: string;
}

function Entry({ question, onSave }: { question: string; onSave: (entry: Draft) => void }) {
  const [entry, setEntry] = useState<Draft>({ topic: '', question, answer: '', source: '' });
  const set = (name: keyof Draft) => (event: { currentTarget: { value: string } }) => setEntry({ ...entry, [name]: event.currentTarget.value });
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); onSave(entry); }}>
      <label><span>主题（英文短名，如 claims）</span><input required pattern="[a-z][a-z0-9\-]+" value={entry.topic} onInput={set('topic')} data-testid="entry-topic" /></label>
      <label><span>问题</span><input required value={entry.question} onInput={set('question')} /></label>
      <label><span>答案</span><textarea rows={4} required value={entry.answer} onInput={set('answer')} data-testid="entry-answer" /></label>
      <label><span>依据（条款、规定的出处）</span><input value={entry.source} onInput={set('source')} /></label>
      <button type="submit" class="button button--main" data-testid="entry-save">提交审核</button>
    </form>
  );
}
