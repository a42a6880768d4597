import { useState } from 'preact/hooks';
import { dayOf, stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useRemote, useSend } from '../remote';
import { Section } from '../Section';
import { lastDays } from './figures';
import { ReviewSheet } from './ReviewSheet';
import { ROOT } from './types';

export interface Criterion {
  id: string;
  title: string;
  asks: string;
  points: number;
  fatal: boolean;
}

interface QualityState {
  criteria: Criterion[];
  agents: { id: number; name: string }[];
  samples: { id: number; seed: number; by: string | null; at: string; wanted: { count: number; of: number } }[];
}

interface Review {
  id: number;
  agent: string | null;
  reason: string;
  points: number | null;
  by: string | null;
  at: string | null;
}

const MONTH = 30;

/** Draws samples, and fills their sheets. */
export function Quality({ sample }: { sample: string }) {
  const { data, failed, reload } = useRemote<QualityState>(`${ROOT}/quality`);
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <>
      <Draw agents={data.agents} onDrawn={reload} />
      <div class="case-grid">
        {/^\d+$/.test(sample) ? <Sheets key={sample} sample={Number(sample)} criteria={data.criteria} /> : <p class="empty">选一批抽样，逐个打分</p>}
        <Section title="抽样记录">
          {data.samples.length === 0 && <p class="empty">还没有抽样</p>}
          <ul class="plain-list">
            {data.samples.map((row) => (
              <li key={row.id}>
                <a href={`#/supervisor/quality/${row.id}`} aria-current={String(row.id) === sample ? 'true' : undefined}>
                  第 {row.id} 批：{row.wanted.of} 个里抽 {row.wanted.count} 个
                </a>
                <small>
                  {row.by} {stampOf(row.at)} · 随机种子 {row.seed}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}

const REASONS = [['complaint', '投诉'], ['dispute', '理赔异议'], ['request', '要求人工'], ['decision', '业务办理'], ['emergency', '紧急'], ['misunderstanding', '没听懂'], ['risk', '高风险'], ['doubt', '涉及金额'], ['fault', '助手故障']] as const;

function Draw({ agents, onDrawn }: { agents: QualityState['agents']; onDrawn: () => void }) {
  const send = useSend();
  const desk = useDesk();
  const [form, setForm] = useState({ ...lastDays(dayOf(new Date()), MONTH), agent_id: '', reason: '', count: '10', seed: '' });
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value });
  const draw = async (event: SubmitEvent) => {
    event.preventDefault();
    const drawn = await send<{ id: number; seed: number }>(`${ROOT}/quality`, form);
    if (!drawn) return;
    desk.toast(`已抽样，随机种子 ${drawn.seed}`, 'good');
    onDrawn();
    location.hash = `#/supervisor/quality/${drawn.id}`;
  };
  return (
    <form class="filters" aria-label="抽样" onSubmit={(event) => void draw(event)}>
      <label><span>从</span><input type="date" value={form.from} onChange={set('from')} /></label>
      <label><span>到</span><input type="date" value={form.to} onChange={set('to')} /></label>
      <label>
        <span>坐席</span>
        <select value={form.agent_id} onChange={set('agent_id')}>
          <option value="">全部</option>
          {agents.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label>
        <span>原因</span>
        <select value={form.reason} onChange={set('reason')}>
          <option value="">全部</option>
          {REASONS.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label><span>个数</span><input type="number" min={1} max={200} value={form.count} onInput={set('count')} /></label>
      <label><span>种子</span><input type="number" min={0} max={999999} placeholder="随机" value={form.seed} onInput={set('seed')} /></label>
      <button type="submit" class="button button--main" data-testid="draw">抽样</button>
    </form>
  );
}

function Sheets({ sample, criteria }: { sample: number; criteria: Criterion[] }) {
  const { data, failed, reload } = useRemote<{ reviews: Review[] }>(`${ROOT}/quality/${sample}`);
  const [open, setOpen] = useState<number | null>(null);
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  return (
    <Section title={`第 ${sample} 批`}>
      <ul class="plain-list" data-testid="reviews">
        {data?.reviews.map((row) => (
          <li key={row.id}>
            <button type="button" class="link" aria-expanded={open === row.id} onClick={() => setOpen(open === row.id ? null : row.id)} data-testid="review">
              {row.agent} · {row.reason} · {row.points === null ? '未评分' : `${row.points} 分`}
            </button>
            {row.by && <small>{row.by} {stampOf(row.at ?? '')}</small>}
            {open === row.id && <ReviewSheet id={row.id} criteria={criteria} onScored={reload} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
