import { useRef, useState } from 'preact/hooks';
import { composing, useAutosize } from '../shared/autosize';
import { AttachIcon } from '../shared/icons';
import { CannedList, useCanned } from './CannedList';
import { useDesk, useDeskState } from './context';
import { NO_DRAFT } from './state';
import { Suggestions } from './Suggestions';

type Mode = 'reply' | 'note';

const MODES: readonly [Mode, string, string][] = [
  ['reply', '回复', '回复客户；输入 / 查快捷回复'],
  ['note', '内部备注', '只有坐席能看到，客户看不到'],
];

/** What the agent writes: to the customer, or for colleagues only. */
export function DeskComposer({ id }: { id: string }) {
  const desk = useDesk();
  const [mode, setMode] = useState<Mode>('reply');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDeskState((state) => (state.drafts[id] ?? NO_DRAFT)[mode]);
  useAutosize(field, text);
  const write = (words: string) => {
    desk.draft(id, { [mode]: words });
    field.current?.focus();
  };
  const canned = useCanned(id, mode === 'reply' ? text : '', write);

  const send = async () => {
    const said = text.trim();
    if (!said || busy) return;
    setBusy(true);
    if (await desk.act(mode, said)) desk.draft(id, { [mode]: '' });
    setBusy(false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event) || canned.onKeyDown(event)) return;
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  const onInput = (event: Event) => {
    desk.draft(id, { [mode]: (event.currentTarget as HTMLTextAreaElement).value });
    if (mode === 'reply') desk.typing();
  };
  const insert = (words: string) => {
    const { reply } = desk.store.get().drafts[id] ?? NO_DRAFT;
    desk.draft(id, { reply: reply.trim() ? `${reply.trimEnd()}\n${words}` : words });
    setMode('reply');
    field.current?.focus();
  };

  return (
    <div class={`desk-composer desk-composer--${mode}`}>
      <Suggestions onPick={insert} />
      <div class="desk-composer__tabs" role="group" aria-label="写给谁">
        {MODES.map(([key, name]) => (
          <button key={key} type="button" aria-pressed={mode === key} onClick={() => setMode(key)} data-testid={`${key}-tab`}>
            {name}
          </button>
        ))}
      </div>
      <CannedList canned={canned} />
      <div class="desk-composer__row">
        <FileButton />
        <textarea ref={field} rows={2} value={text} placeholder={MODES.find(([key]) => key === mode)?.[2]} aria-label={mode === 'reply' ? '回复客户' : '内部备注'}
          aria-controls={canned.found.length > 0 ? 'canned-list' : undefined} onInput={onInput} onKeyDown={onKeyDown} data-testid="reply-input" />
        <button type="button" class="button button--main" disabled={busy || !text.trim()} onClick={() => void send()} data-testid="reply-send">
          {mode === 'reply' ? '发送' : '保存备注'}
        </button>
      </div>
    </div>
  );
}

function FileButton() {
  const desk = useDesk();
  const pick = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    for (const file of files) await desk.sendFile(file);
  };
  return (
    <label class="desk-composer__attach" title="发图片或PDF">
      <input class="sr-only" type="file" accept="image/*,application/pdf" multiple onChange={(event) => void pick(event)} aria-label="给客户发图片或PDF"
        data-testid="agent-upload" />
      <AttachIcon size={22} />
    </label>
  );
}
