import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Command, Field, Values } from './commands';
import { useCase, useCaseState } from './context';

interface Props {
  command: Command;
  /** Why it can no longer be done: somebody else was quicker. */
  against?: string;
  onClose: () => void;
}

/** Asks what an action needs, and does it; what has been written stays until it is done. */
export function CommandDialog({ command, against = '', onClose }: Props) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [values, setValues] = useState<Values>(() => Object.fromEntries(command.fields.map(({ name, value }) => [name, value ?? ''])));
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    const trimmed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
    if (await open.act(command.call, command.body(trimmed), command.done)) onClose();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={title} onClose={onClose} data-testid="command">
      <form onSubmit={confirm}>
        <h2 id={title}>{command.title}</h2>
        {command.lead && <p class="dialog__lead">{command.lead}</p>}
        {command.lines && (
          <ul class="dialog__lines">
            {command.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {command.fields.map((field) => (
          <FieldView key={field.name} field={field} value={values[field.name] ?? ''} onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))} />
        ))}
        <p class="dialog__against" role="alert" data-testid="command-against">
          {against}
        </p>
        <div class="dialog__foot">
          <button type="button" class="button" onClick={onClose}>
            取消
          </button>
          <button type="submit" class={`button ${command.danger ? 'button--danger' : 'button--main'}`} disabled={busy || against !== ''} data-testid="command-confirm">
            {busy ? '正在提交…' : command.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface FieldProps {
  field: Field;
  value: string;
  onChange: (value: string) => void;
}

function FieldView({ field, value, onChange }: FieldProps) {
  return (
    <>
      <label>
        <span>{field.label}</span>
        <Input field={field} value={value} onChange={onChange} />
      </label>
      {field.canned && (
        <ul class="canned" aria-label="常用原因">
          {field.canned.map((words) => (
            <li key={words}>
              <button type="button" class="chip" onClick={() => onChange(words)}>
                {words}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Input({ field: { name, kind, required, hint, choices }, value, onChange }: FieldProps) {
  const common = { name, value, required: required === true, 'data-testid': `field-${name}` };
  const onInput = (event: Event) => onChange((event.currentTarget as HTMLInputElement).value);
  if (kind === 'text') return <textarea {...common} rows={3} maxLength={2000} placeholder={hint} onInput={onInput} />;
  if (kind === 'day') return <input {...common} type="date" onInput={onInput} />;
  if (kind === 'line') return <input {...common} maxLength={100} placeholder={hint} onInput={onInput} />;
  return (
    <select {...common} onChange={onInput}>
      {choices?.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
