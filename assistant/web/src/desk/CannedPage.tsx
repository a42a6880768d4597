import { useEffect, useState } from 'preact/hooks';
import type { Canned } from '../shared/api';
import { useDesk, useDeskState } from './context';
import type { CannedFields } from './floor';

const EMPTY: CannedFields = { shortcut: '', title: '', text: '', shared: false };
const VARIABLES = ['客户称呼', '保单号', '案件号', '投诉编号', '坐席', '公司', '热线'];

/** Replies at hand: one's own, and for supervisors those of all. */
export function CannedPage() {
  const desk = useDesk();
  const [all, setAll] = useState<Canned[]>([]);
  const [open, setOpen] = useState<CannedFields>(EMPTY);
  const load = () => desk.try(async () => setAll(await desk.floor.canned()));
  useEffect(() => void load(), [desk]);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(await desk.try(() => desk.floor.saveCanned(open)))) return;
    desk.toast('已保存', 'good');
    setOpen(EMPTY);
    await load();
  };
  const remove = async ({ id, title }: Canned) => {
    if (!confirm(`删除“${title}”？`)) return;
    if (await desk.try(() => desk.floor.removeCanned(id))) await load();
  };
  return (
    <main class="page page--split" aria-label="快捷回复">
      <section class="page__side">
        <h2>{open.id ? '修改快捷回复' : '新的快捷回复'}</h2>
        <CannedForm fields={open} onChange={setOpen} onSave={save} />
      </section>
      <section class="page__main">
        <h2>全部（{all.length}）</h2>
        {all.length === 0 && <p class="empty">还没有快捷回复</p>}
        <ul class="cards">
          {all.map((canned) => (
            <li key={canned.id} class="card" data-testid="canned-item">
              <p class="card__head">
                <strong>/{canned.shortcut}</strong> {canned.title} <small>{canned.shared ? '公共' : '个人'}</small>
              </p>
              <p class="card__text">{canned.text}</p>
              {canned.editable && (
                <p class="card__foot">
                  <button type="button" class="button" onClick={() => setOpen(canned)}>
                    修改
                  </button>
                  <button type="button" class="button button--danger" onClick={() => void remove(canned)}>
                    删除
                  </button>
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

interface FormProps {
  fields: CannedFields;
  onChange: (fields: CannedFields) => void;
  onSave: (event: SubmitEvent) => void;
}

function CannedForm({ fields, onChange, onSave }: FormProps) {
  const role = useDeskState((state) => state.me?.agent.role);
  const set = (change: Partial<CannedFields>) => onChange({ ...fields, ...change });
  return (
    <form class="form" onSubmit={onSave}>
      <label>
        <span>快捷码</span>
        <input value={fields.shortcut} maxLength={32} required onInput={(event) => set({ shortcut: event.currentTarget.value })} data-testid="canned-shortcut" />
      </label>
      <label>
        <span>标题</span>
        <input value={fields.title} maxLength={64} required onInput={(event) => set({ title: event.currentTarget.value })} data-testid="canned-title" />
      </label>
      <label>
        <span>内容</span>
        <textarea rows={5} value={fields.text} maxLength={2000} required onInput={(event) => set({ text: event.currentTarget.value })} data-testid="canned-text" />
      </label>
      <p class="form__hint" role="group" aria-label="插入变量">
        {VARIABLES.map((name) => (
          <button key={name} type="button" class="chip" onClick={() => set({ text: `${fields.text}{${name}}` })}>
            {`{${name}}`}
          </button>
        ))}
      </p>
      {(role === 'supervisor' || role === 'admin') && !fields.id && (
        <label class="form__check">
          <input type="checkbox" checked={fields.shared} onChange={(event) => set({ shared: event.currentTarget.checked })} /> 大家都能用
        </label>
      )}
      <p class="form__foot">
        {fields.id && (
          <button type="button" class="button" onClick={() => onChange(EMPTY)}>
            取消
          </button>
        )}
        <button type="submit" class="button button--main" data-testid="canned-save">
          保存
        </button>
      </p>
    </form>
  );
}
