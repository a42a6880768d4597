import { useState } from 'preact/hooks';
import { useDesk, useDeskState } from '../context';
import { useSend } from '../remote';

/** The conversation to take away as a file, and its personal data in full, for a reason. */
export function Takeaway() {
  const id = useDeskState((state) => state.detail?.conversation_id);
  const [asking, setAsking] = useState(false);
  if (!id) return null;
  const path = `/desk/api/conversations/${encodeURIComponent(id)}/transcript`;
  return (
    <>
      <p class="takeaway">
        <a class="button" href={`${path}?format=pdf`} download data-testid="transcript-pdf">
          下载 PDF
        </a>
        <a class="button" href={`${path}?format=json`} download data-testid="transcript-json">
          下载 JSON
        </a>
        <button type="button" class="button" aria-expanded={asking} onClick={() => setAsking(!asking)} data-testid="unmask">
          查看完整信息
        </button>
      </p>
      {asking && <Unmask key={id} id={id} />}
    </>
  );
}

function Unmask({ id }: { id: string }) {
  const desk = useDesk();
  const send = useSend();
  const [lines, setLines] = useState<Record<string, string> | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get('reason'));
    const found = await send<{ lines: Record<string, string> }>(`/desk/api/conversations/${encodeURIComponent(id)}/unmask`, { reason });
    if (!found) return;
    setLines(found.lines);
    desk.toast('已记入审计', 'good');
  };
  return (
    <form class="unmask" onSubmit={submit}>
      <label>
        <span>用途（记入审计）</span>
        <input name="reason" required minLength={4} maxLength={200} autocomplete="off" data-testid="unmask-reason" />
      </label>
      <button type="submit" class="button button--main" data-testid="unmask-submit">
        查看
      </button>
      {lines && (
        <dl data-testid="unmasked">
          {Object.entries(lines).map(([seq, text]) => (
            <div key={seq}>
              <dt>第 {seq} 条</dt>
              <dd>{text}</dd>
            </div>
          ))}
          {Object.keys(lines).length === 0 && <p class="empty">这段会话里没有被隐藏的信息</p>}
        </dl>
      )}
    </form>
  );
}
