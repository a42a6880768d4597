import { useEffect, useRef, useState } from 'preact/hooks';
import { composing } from '../../shared/autosize';
import { stampOf } from '../../shared/time';
import { useRemote, useSend } from '../remote';
import { Section } from '../Section';

const ROOT = '/desk/api/practice';

interface Overview {
  scripts: { id: string; title: string; about: string }[];
  runs: { id: number; agent: string | null; title: string; started_at: string; score: number | null }[];
}

interface Verdict {
  title: string;
  outcome: 'done' | 'missing' | 'broken';
  lines: string[];
}

interface Talk {
  id: number;
  title: string;
  about: string;
  lines: { from: 'agent' | 'customer'; text: string; at: string }[];
  ended: boolean;
  score: number | null;
  result: Verdict[];
}

/** Practice with simulated customers: the scripts, or the talk that the address names. */
export function PracticePage({ rest }: { rest: string }) {
  return <main class="page">{/^\d+$/.test(rest) ? <TalkView key={rest} id={Number(rest)} /> : <Start />}</main>;
}

function Start() {
  const send = useSend();
  const { data, failed } = useRemote<Overview>(ROOT);
  const start = async (script: string) => {
    const talk = await send<Talk>(ROOT, { script });
    if (talk) location.hash = `#/practice/${talk.id}`;
  };
  return (
    <>
      <div class="page__head">
        <h2>练习</h2>
        <span class="soft">和模拟客户对话，不进入任何统计、队列和记录。</span>
      </div>
      {failed && <p class="empty" role="alert">{failed}</p>}
      <ul class="scripts">
        {data?.scripts.map(({ id, title, about }) => (
          <li key={id} class="script">
            <h3>{title}</h3>
            <p>{about}</p>
            <button type="button" class="button button--main" onClick={() => void start(id)} data-testid={`script-${id}`}>
              开始练习<span class="sr-only">：{title}</span>
            </button>
          </li>
        ))}
      </ul>
      <Section title="最近的练习">
        {data?.runs.length === 0 && <p class="empty">还没有练习过</p>}
        <ul class="plain-list">
          {data?.runs.map((run) => (
            <li key={run.id}>
              <a href={`#/practice/${run.id}`}>{run.title}</a> <span class="soft">{run.agent}</span>{' '}
              <b>{run.score === null ? '未完成' : `${run.score} 分`}</b> <small>{stampOf(run.started_at)}</small>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function TalkView({ id }: { id: number }) {
  const send = useSend();
  const { data, failed, replace } = useRemote<Talk>(`${ROOT}/${id}`);
  const change = async (call: string, body: object) => {
    const talk = await send<Talk>(`${ROOT}/${id}/${call}`, body);
    if (talk) replace(talk);
    return talk !== null;
  };
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <>
      <div class="page__head">
        <a href="#/practice" class="back">‹ 全部练习</a>
        <h2>{data.title}</h2>
        <span class="tag-soft">练习</span>
      </div>
      <div class="case-grid">
        <div class="practice">
          <Lines talk={data} />
          {!data.ended && <Composer onSay={(text) => change('say', { text })} onFinish={() => void change('finish', {})} />}
        </div>
        <aside aria-label="说明与结果">
          {data.ended && <Result talk={data} />}
          <Section title="客户情况">
            <p class="verbatim">{data.about}</p>
          </Section>
        </aside>
      </div>
    </>
  );
}

function Lines({ talk }: { talk: Talk }) {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [talk.lines.length]);
  return (
    <ol class="practice__lines" aria-label="对话" aria-live="polite" data-testid="practice-lines">
      {talk.lines.map(({ from, text }, at) => (
        <li key={at} class={`bubble bubble--${from}`}>
          <span class="sr-only">{from === 'agent' ? '我：' : '客户：'}</span>
          {text}
        </li>
      ))}
      <li ref={end} class="practice__end" aria-hidden="true" />
    </ol>
  );
}

function Composer({ onSay, onFinish }: { onSay: (text: string) => Promise<boolean>; onFinish: () => void }) {
  const [text, setText] = useState('');
  const say = async () => {
    if (text.trim() && (await onSay(text.trim()))) setText('');
  };
  return (
    <form class="practice__composer" onSubmit={(event) => { event.preventDefault(); void say(); }}>
      <textarea rows={3} aria-label="回复模拟客户" placeholder="回复客户，Enter 发送，Shift+Enter 换行" value={text} maxLength={1000}
        onInput={(event) => setText(event.currentTarget.value)} data-testid="practice-input"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || composing(event)) return;
          event.preventDefault();
          void say();
        }} />
      <div class="practice__tools">
        <button type="button" class="button" onClick={onFinish} data-testid="practice-finish">结束并看结果</button>
        <button type="submit" class="button button--main" disabled={!text.trim()} data-testid="practice-send">发送</button>
      </div>
    </form>
  );
}

const OUTCOMES = { done: '做到了', missing: '没有做到', broken: '不应该' };

function Result({ talk }: { talk: Talk }) {
  const good = talk.result.filter(({ outcome }) => outcome === 'done');
  const rest = talk.result.filter(({ outcome }) => outcome !== 'done');
  return (
    <Section title="练习结果">
      <p class="practice__score" data-testid="practice-score">{talk.score} 分</p>
      <ul class="verdicts">
        {[...rest, ...good].map(({ title, outcome, lines }) => (
          <li key={title} class={`verdict verdict--${outcome}`}>
            <b>{OUTCOMES[outcome]}</b> {title}
            {lines.map((line, at) => (
              <small key={at}>“{line}”</small>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
