import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useRemote, useSend } from '../remote';
import { actionWords, actorWords } from './trail';

const ROOT = '/desk/api/holds';
const SCOPES: Record<string, string> = { matter: '只这一件', customer: '这位客户的全部' };

interface Hold {
  id: number;
  subject: string;
  scope: string;
  reason: string;
  placed_by: string;
  placed_at: string;
  lifted_by: string | null;
  lifted_at: string | null;
  lift_reason: string;
  conversations?: number;
}

interface Note {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string;
}

interface Listing {
  holds: Hold[];
  lifted: Hold[];
  trail: Note[];
}

/** Legal holds: what must not be erased, why, and who said so. */
export function HoldsPage() {
  const { data, failed, replace } = useRemote<Listing>(ROOT);
  return (
    <main class="page office">
      <h2>法律保全</h2>
      <p class="soft">保全期间，相关会话、案件和材料到期也不会删除；设置和解除都记入审计。</p>
      <Place onDone={replace} />
      {failed && <p class="office__fault" role="alert">{failed}</p>}
      {!data && !failed && <p class="loading">正在打开…</p>}
      {data && <InForce holds={data.holds} onDone={replace} />}
      {data && <Lifted holds={data.lifted} />}
      {data && <Trail notes={data.trail} />}
    </main>
  );
}

function Place({ onDone }: { onDone: (after: Listing) => void }) {
  const send = useSend();
  const desk = useDesk();
  const [form, setForm] = useState({ subject: '', scope: 'matter', reason: '' });
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value });
  const place = async (event: SubmitEvent) => {
    event.preventDefault();
    const after = await send<Listing>(ROOT, form);
    if (!after) return;
    desk.toast('已设置保全', 'good');
    setForm({ subject: '', scope: 'matter', reason: '' });
    onDone(after);
  };
  return (
    <form class="office__form" aria-label="设置保全" onSubmit={(event) => void place(event)}>
      <label>
        <span>报案号、投诉编号或会话编号</span>
        <input required maxLength={64} autocomplete="off" value={form.subject} onInput={set('subject')} data-testid="hold-subject" />
      </label>
      <label>
        <span>范围</span>
        <select value={form.scope} onChange={set('scope')} data-testid="hold-scope">
          {Object.entries(SCOPES).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label>
        <span>理由</span>
        <input required maxLength={500} placeholder="例如：诉讼，法院调取" value={form.reason} onInput={set('reason')} data-testid="hold-reason" />
      </label>
      <button type="submit" class="button button--main" data-testid="hold-place">设置保全</button>
    </form>
  );
}

function InForce({ holds, onDone }: { holds: Hold[]; onDone: (after: Listing) => void }) {
  return (
    <section aria-labelledby="holds-now">
      <h3 id="holds-now">正在保全</h3>
      {holds.length === 0 && <p class="empty">现在没有保全</p>}
      <ul class="holds" data-testid="holds">
        {holds.map((hold) => <InForceRow key={hold.id} hold={hold} onDone={onDone} />)}
      </ul>
    </section>
  );
}

function InForceRow({ hold, onDone }: { hold: Hold; onDone: (after: Listing) => void }) {
  const send = useSend();
  const desk = useDesk();
  const [lifting, setLifting] = useState(false);
  const [reason, setReason] = useState('');
  const lift = async (event: SubmitEvent) => {
    event.preventDefault();
    const after = await send<Listing>(`${ROOT}/lift`, { subject: hold.subject, reason });
    if (!after) return;
    desk.toast('已解除保全', 'good');
    onDone(after);
  };
  return (
    <li class="hold" data-testid={`hold-${hold.subject}`}>
      <p>
        <b class="hold__subject">{hold.subject}</b> <span class="tag-soft">{SCOPES[hold.scope]}</span>{' '}
        <span class="soft">共 {hold.conversations} 个会话</span>
      </p>
      <p>{hold.reason}</p>
      <p class="soft">{hold.placed_by}，{stampOf(hold.placed_at)}设置</p>
      {!lifting && <button type="button" class="button" onClick={() => setLifting(true)} data-testid="hold-lift">解除</button>}
      {lifting && (
        <form class="office__form" aria-label={`解除 ${hold.subject} 的保全`} onSubmit={(event) => void lift(event)}>
          <label>
            <span>解除的理由</span>
            <input required maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} data-testid="lift-reason" />
          </label>
          <button type="submit" class="button button--danger" data-testid="lift-confirm">确认解除</button>
          <button type="button" class="button" onClick={() => setLifting(false)}>取消</button>
        </form>
      )}
    </li>
  );
}

function Lifted({ holds }: { holds: Hold[] }) {
  return (
    <section aria-labelledby="holds-lifted">
      <h3 id="holds-lifted">已解除</h3>
      {holds.length === 0 && <p class="empty">还没有解除过</p>}
      <ul class="holds" data-testid="holds-lifted-list">
        {holds.map((hold) => (
          <li key={hold.id} class="hold">
            <p><b class="hold__subject">{hold.subject}</b> <span class="tag-soft">{SCOPES[hold.scope]}</span></p>
            <p>{hold.reason}</p>
            <p class="soft">
              {hold.placed_by}，{stampOf(hold.placed_at)}设置；{hold.lifted_by}，{stampOf(hold.lifted_at ?? '')}解除{hold.lift_reason && `：${hold.lift_reason}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Trail({ notes }: { notes: Note[] }) {
  return (
    <section aria-labelledby="holds-trail">
      <h3 id="holds-trail">审计记录</h3>
      {notes.length === 0 && <p class="empty">还没有记录</p>}
      <ol class="plain-list" data-testid="holds-trail-list">
        {notes.map((note) => (
          <li key={note.id}>
            {stampOf(note.at)} {actorWords(note.actor)} {actionWords(note.action)} <span class="hold__subject">{note.subject}</span>
            {note.reason && <small>{note.reason}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
