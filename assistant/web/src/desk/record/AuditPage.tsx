import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useRemote, useSend } from '../remote';
import { actionWords, actorWords, detailWords } from './trail';
import type { AuditPageData, Proof } from './words';

const FIELDS = ['q', 'actor', 'subject', 'since', 'until'] as const;

/** The audit trail: search, and proof that it is whole. */
export function AuditPage() {
  const [asked, setAsked] = useState<Record<string, string>>({});
  const [page, setPage] = useState(1);
  const trail = useRemote<AuditPageData>(`/desk/api/audit?${new URLSearchParams({ ...asked, page: String(page) }).toString()}`);
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setAsked(Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? '').trim()]).filter(([, value]) => value)));
    setPage(1);
  };
  return (
    <main class="page office">
      <h2>审计</h2>
      <Verification />
      <form class="office__form" role="search" onSubmit={search}>
        <Field name="q" label="关键词" />
        <Field name="actor" label="操作人" />
        <Field name="subject" label="对象（会话、案件或账号）" />
        <Field name="since" label="从" day />
        <Field name="until" label="到" day />
        <button type="submit" class="button button--main" data-testid="audit-search">
          查询
        </button>
      </form>
      {trail.failed && <p class="office__fault" role="alert">{trail.failed}</p>}
      {trail.data && <Trail data={trail.data} onPage={setPage} />}
    </main>
  );
}

function Field({ name, label, day = false }: { name: string; label: string; day?: boolean }) {
  const options = { name, autocomplete: 'off', 'data-testid': `audit-${name}` } as const;
  return (
    <label>
      <span>{label}</span>
      {day ? <input type="date" {...options} /> : <input type="text" maxLength={100} {...options} />}
    </label>
  );
}

function Trail({ data, onPage }: { data: AuditPageData; onPage: (page: number) => void }) {
  const { notes, total, page, size } = data;
  const last = Math.max(1, Math.ceil(total / size));
  return (
    <>
      <div class="office__scroll" tabIndex={0} role="region" aria-label="审计记录">
        <table class="office__table" data-testid="audit">
          <thead>
            <tr>
              <th scope="col">编号</th>
              <th scope="col">时间</th>
              <th scope="col">操作人</th>
              <th scope="col">操作</th>
              <th scope="col">对象</th>
              <th scope="col">详情</th>
            </tr>
          </thead>
          <tbody>
            {notes.map((note) => (
              <tr key={note.id}>
                <td>{note.id}</td>
                <td>{stampOf(note.at)}</td>
                <td>{actorWords(note.actor)}</td>
                <td>{actionWords(note.action)}</td>
                <td class="office__id">{note.subject}</td>
                <td class="office__id">{detailWords(note.detail)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <nav class="office__pager" aria-label="翻页">
        <button type="button" class="button" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          上一页
        </button>
        <span role="status">
          第 {page} / {last} 页，共 {total} 条
        </span>
        <button type="button" class="button" disabled={page >= last} onClick={() => onPage(page + 1)}>
          下一页
        </button>
      </nav>
    </>
  );
}

function Verification() {
  const send = useSend();
  const [proof, setProof] = useState<Proof | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    setProof(await send<Proof>('/desk/api/audit/verify', {}));
    setBusy(false);
  };
  return (
    <section class="office__proof" aria-label="记录校验">
      <button type="button" class="button button--main" disabled={busy} onClick={() => void verify()} data-testid="verify">
        {busy ? '正在校验…' : '校验全部记录'}
      </button>
      <div role="status" data-testid="verify-result">
        {proof && <p class={proof.whole ? 'office__good' : 'office__fault'}>{proofWords(proof)}</p>}
        {proof && !proof.whole && (
          <ul>
            {proof.breaks.map(({ where, why }) => (
              <li key={where}>
                <strong>{where}</strong> {why}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function proofWords({ whole, messages, conversations, notes, erased, breaks }: Proof): string {
  const seen = `${conversations} 个会话、${messages} 条消息${erased ? `（其中 ${erased} 条已到期删除）` : ''}、${notes} 条审计记录`;
  return whole ? `记录完整，未经改动：${seen}。` : `发现 ${breaks.length} 处断链。已核对 ${seen}。`;
}
