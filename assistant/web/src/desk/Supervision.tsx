import { useState } from 'preact/hooks';
import { useDesk, useDeskState } from './context';
import { NO_DRAFT } from './state';

/** What a supervisor may do in a colleague's conversation: watch, tell the colleague something, take it over. */
export function Supervision({ id }: { id: string }) {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const text = useDeskState((state) => (state.drafts[id] ?? NO_DRAFT).whisper);
  const whisper = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!text.trim() || busy) return;
    setBusy(true);
    if (await desk.act('whisper', text.trim())) desk.draft(id, { whisper: '' });
    setBusy(false);
  };
  return (
    <form class="talk-foot supervision" onSubmit={whisper}>
      <label class="supervision__field">
        <span class="sr-only">悄悄提示坐席</span>
        <input value={text} placeholder="悄悄提示坐席，客户看不到" onInput={(event) => desk.draft(id, { whisper: event.currentTarget.value })}
          data-testid="whisper-input" />
      </label>
      <button type="submit" class="button" disabled={busy || !text.trim()} data-testid="whisper-send">
        提示
      </button>
      <button type="button" class="button button--main" onClick={() => void desk.act('takeover')} data-testid="takeover">
        接管会话
      </button>
    </form>
  );
}
