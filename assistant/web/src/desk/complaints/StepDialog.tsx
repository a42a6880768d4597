import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../context';
import { useSend } from '../remote';
import { type ComplaintCase, pathOf } from './types';
import { type FieldSpec, STEPS } from './words';

interface Props {
  step: string;
  found: ComplaintCase;
  onDone: (after: ComplaintCase | null) => void;
}

/** Asks for what goes with a step, and does it. */
export function StepDialog({ step, found, onDone }: Props) {
  const desk = useDesk();
  const send = useSend();
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const spec = STEPS[step];
  useEffect(() => dialog.current?.showModal(), []);
  if (!spec) return null;
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const after = await send<ComplaintCase>(`${pathOf(found.number)}/${step}`, bodyOf(spec.fields, values));
    setBusy(false);
    if (after) {
      desk.toast(`${spec.title}：已完成`, 'good');
      onDone(after);
    }
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="step-title" onClose={() => onDone(null)} data-testid="step-dialog">
      <form onSubmit={confirm} class="form">
        <h2 id="step-title">{spec.title}</h2>
        {spec.fields.map((field) => (
          <Field key={field.name} field={field} found={found} value={values[field.name] ?? ''}
            onChange={(value) => setValues({ ...values, [field.name]: value })} />
        ))}
        {spec.told && <p class="form__told">{spec.told}</p>}
        <div class="dialog__foot">
          <button type="button" class="button" onClick={() => onDone(null)}>取消</button>
          <button type="submit" class="button button--main" disabled={busy} data-testid="step-confirm">确定</button>
        </div>
      </form>
    </dialog>
  );
}

interface FieldProps {
  field: FieldSpec;
  found: ComplaintCase;
  value: string;
  onChange: (value: string) => void;
}

function Field({ field, found, value, onChange }: FieldProps) {
  const common = { value, required: !field.optional, 'data-testid': `field-${field.name}` };
  const changed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  return (
    <label>
      <span>{field.label}{field.optional && '（可不填）'}</span>
      {field.kind === 'area' && <textarea rows={5} placeholder={field.hint} onInput={changed} {...common} />}
      {field.kind === 'line' && <input placeholder={field.hint} onInput={changed} {...common} />}
      {field.kind === 'choice' && (
        <select onChange={changed} {...common}>
          <option value="">请选择</option>
          {field.choices?.(found).map(([id, title]) => (
            <option key={id} value={id}>{title}</option>
          ))}
        </select>
      )}
    </label>
  );
}

function bodyOf(fields: FieldSpec[], values: Record<string, string>): Record<string, string | number> {
  const given = fields.filter(({ name }) => values[name]?.trim());
  return Object.fromEntries(given.map(({ name, numeric }) => [name, numeric ? Number(values[name]) : (values[name] ?? '').trim()]));
}
