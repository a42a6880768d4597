import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from './context';

export type DialogAction = 'transfer' | 'return' | 'close';

const WORDS: Record<DialogAction, { title: string; label: string; hint: string; confirm: string }> = {
  transfer: { title: '转交会话', label: '给同事的说明', hint: '客户的情况、已经答应的事', confirm: '转交' },
  return: { title: '交还智能助手', label: '备注（可不填）', hint: '助手会接着客户没办完的事继续', confirm: '交还' },
  close: { title: '结束会话', label: '小结', hint: '客户的问题、处理结果', confirm: '结束' },
};

/** Asks for the words that go with an action, and does it. */
export function ActionDialog({ action, onDone }: { action: DialogAction; onDone: () => void }) {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const words = WORDS[action];
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const done = await desk.act(action, text.trim());
    setBusy(false);
    if (done) onDone();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={onDone} data-testid="dialog">
      <form onSubmit={confirm}>
        <h2 id="dialog-title">{words.title}</h2>
        <label>
          <span>{words.label}</span>
          <textarea rows={4} value={text} placeholder={words.hint} required={action === 'transfer'}
            onInput={(event) => setText((event.currentTarget as HTMLTextAreaElement).value)} data-testid="dialog-text" />
        </label>
        <div class="dialog__foot">
          <button type="button" class="button" onClick={onDone}>
            取消
          </button>
          <button type="submit" class="button button--main" disabled={busy} data-testid="dialog-confirm">
            {words.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
