import { useState } from 'preact/hooks';
import { clockOf } from '../../shared/time';
import { useDesk } from '../context';
import { useRemote, useSend } from '../remote';
import type { Criterion } from './Quality';
import { ROOT } from './types';

interface Sheet {
  points: number | null;
  scores: Record<string, number> | null;
  remark: string;
  lines: { from: string; text: string; at: string; shown: boolean }[];
}

const WHO: Record<string, string> = { customer: '客户', bot: '助手', agent: '坐席', system: '系统' };

/** A talk, and the sheet that is filled for it. */
export function ReviewSheet({ id, criteria, onScored }: { id: number; criteria: Criterion[]; onScored: () => void }) {
  const { data, failed, reload } = useRemote<Sheet>(`${ROOT}/reviews/${id}`);
  const done = () => {
    reload();
    onScored();
  };
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <div class="sheet">
      <ol class="sheet__talk" aria-label="会话" tabIndex={0}>
        {data.lines.map(({ from, text, at, shown }, place) => (
          <li key={place}>
            <b>{WHO[from] ?? from}{!shown && '（备注）'}</b> <small>{clockOf(at)}</small>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      {data.scores ? <Filled sheet={data} criteria={criteria} /> : <Form id={id} criteria={criteria} onScored={done} />}
    </div>
  );
}

function Filled({ sheet, criteria }: { sheet: Sheet; criteria: Criterion[] }) {
  return (
    <dl class="pairs">
      {criteria.map(({ id, title, points }) => [<dt key={id}>{title}</dt>, <dd key={`${id}-points`}>{sheet.scores?.[id]} / {points}</dd>])}
      <dt>总分</dt>
      <dd><b>{sheet.points}</b></dd>
      {sheet.remark && <dt>评语</dt>}
      {sheet.remark && <dd>{sheet.remark}</dd>}
    </dl>
  );
}

function Form({ id, criteria, onScored }: { id: number; criteria: Criterion[]; onScored: () => void }) {
  const send = useSend();
  const desk = useDesk();
  const [scores, setScores] = useState<Record<string, string>>({});
  const [remark, setRemark] = useState('');
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, Number(value)]));
    const found = await send<{ points: number }>(`${ROOT}/reviews/${id}`, { scores: given, remark });
    if (!found) return;
    desk.toast(`已评分：${found.points} 分`, 'good');
    onScored();
  };
  return (
    <form class="form" onSubmit={(event) => void save(event)}>
      {criteria.map(({ id: name, title, asks, points, fatal }) => (
        <label key={name} class="criterion">
          <span>
            {title}（{points} 分{fatal && '，0 分则总分为 0'}）<small>{asks}</small>
          </span>
          <input type="number" min={0} max={points} required value={scores[name] ?? ''} data-testid={`score-${name}`}
            onInput={(event) => setScores({ ...scores, [name]: event.currentTarget.value })} />
        </label>
      ))}
      <label>
        <span>评语（可不填）</span>
        <textarea rows={2} maxLength={1000} value={remark} onInput={(event) => setRemark(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button button--main" data-testid="score-save">保存评分</button>
    </form>
  );
}
