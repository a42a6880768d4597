import { useEffect, useRef, useState } from 'preact/hooks';
import type { Seat } from '../shared/api';
import type { Extra } from './client';
import { useDesk, useDeskState } from './context';

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
  const [extra, setExtra] = useState<Extra>({});
  const [busy, setBusy] = useState(false);
  const words = WORDS[action];
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const done = await desk.act(action, text.trim(), extra);
    setBusy(false);
    if (done) onDone();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={onDone} data-testid="dialog">
      <form onSubmit={confirm}>
        <h2 id="dialog-title">{words.title}</h2>
        {action === 'transfer' && <Target onPick={setExtra} />}
        {action === 'close' && <Code onPick={setExtra} />}
        <label>
          <span>{words.label}</span>
          <textarea rows={4} value={text} placeholder={words.hint} required={action !== 'return'}
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

/** Whom it goes to: anybody, a group, a colleague. */
function Target({ onPick }: { onPick: (extra: Extra) => void }) {
  const floor = useDeskState((state) => state.floor);
  const pick = (value: string) => {
    const [kind, id = ''] = value.split(':');
    onPick(kind === 'agent' ? { to_agent: Number(id) } : kind === 'skill' ? { to_skill: id } : {});
  };
  return (
    <label>
      <span>转给</span>
      <select onChange={(event) => pick(event.currentTarget.value)} data-testid="transfer-target">
        <option value="">队列里的下一位同事</option>
        <optgroup label="技能组">
          {(floor?.groups ?? []).map(({ id, title }) => (
            <option key={id} value={`skill:${id}`}>
              {title}组
            </option>
          ))}
        </optgroup>
        <optgroup label="同事">
          {(floor?.colleagues ?? []).map((seat) => (
            <option key={seat.agent_id} value={`agent:${seat.agent_id}`}>
              {seatWords(seat)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

function Code({ onPick }: { onPick: (extra: Extra) => void }) {
  const codes = useDeskState((state) => state.floor?.closing_codes ?? []);
  return (
    <label>
      <span>处理结果</span>
      <select required onChange={(event) => onPick({ code: event.currentTarget.value })} data-testid="closing-code">
        <option value="">请选择</option>
        {codes.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

const STATES = { online: '在线', busy: '忙碌', offline: '不在' } as const;

function seatWords({ name, state, talking, capacity }: Seat): string {
  return `${name}（${STATES[state]}，${talking}/${capacity}）`;
}
