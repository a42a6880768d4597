import { useState } from 'preact/hooks';
import { CloseIcon, PlusIcon } from '../../shared/icons';
import { amountOf } from '../../shared/money';
import { useCase, useCaseState } from './context';
import { type Draft, draftFault, draftOf, EMPTY_ITEM, itemFaults, itemsToSend, type Outcome, totalsOf } from './draft';
import { Section } from './Section';
import type { AssessmentItem, ClaimCase } from './types';

const OUTCOMES: readonly [Outcome, string][] = [
  ['pay', '赔付'],
  ['refuse', '拒赔'],
];

/** Where an assessment is written. Another person audits it before anything is final. */
export function AssessEditor({ claim }: { claim: ClaimCase }) {
  const open = useCase();
  const draft = useCaseState((state) => draftOf(state.draft, claim.assessments));
  const busy = useCaseState((state) => state.busy);
  const [fault, setFault] = useState('');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const found = draftFault(draft);
    setFault(found);
    if (!found) await open.act(...callOf(draft), '已提交，等待另一位同事审核');
  };
  return (
    <Section title="写定损">
      <form class="assess-form" noValidate onSubmit={submit} data-testid="assess-form">
        <div class="assess-form__outcome" role="group" aria-label="结论">
          {OUTCOMES.map(([id, name]) => (
            <button key={id} type="button" class="chip" aria-pressed={draft.outcome === id} onClick={() => open.write({ outcome: id })} data-testid={`outcome-${id}`}>
              {name}
            </button>
          ))}
        </div>
        {draft.outcome === 'pay' && <Items items={draft.items} marked={fault !== ''} />}
        <Grounds draft={draft} />
        <p class="assess-form__fault" role="alert" data-testid="assess-fault">
          {fault}
        </p>
        <button type="submit" class="button button--main button--wide" disabled={busy} data-testid="assess-submit">
          {busy ? '正在提交…' : '提交审核'}
        </button>
      </form>
    </Section>
  );
}

function callOf(draft: Draft): [string, object] {
  const clause = draft.clause.trim();
  const grounds = draft.grounds.trim();
  if (draft.outcome === 'refuse') return ['refusal', { clause, reasons: grounds }];
  return ['assessment', { items: itemsToSend(draft.items), grounds, clause }];
}

function Grounds({ draft: { outcome, grounds, clause } }: { draft: Draft }) {
  const open = useCase();
  const refuse = outcome === 'refuse';
  return (
    <>
      <label>
        <span>{refuse ? '依据的条款' : '主要条款（可不填）'}</span>
        <input value={clause} maxLength={200} placeholder="如：第六条第二款" onInput={(event) => open.write({ clause: event.currentTarget.value })} data-testid="assess-clause" />
      </label>
      <label>
        <span>{refuse ? '拒赔理由（客户会看到）' : '定损依据（客户会看到）'}</span>
        <textarea rows={4} value={grounds} maxLength={2000} onInput={(event) => open.write({ grounds: event.currentTarget.value })} data-testid="assess-grounds" />
      </label>
    </>
  );
}

function Items({ items, marked }: { items: AssessmentItem[]; marked: boolean }) {
  const open = useCase();
  const totals = totalsOf(items);
  const change = (at: number, part: Partial<AssessmentItem>) => open.write({ items: items.map((item, place) => (place === at ? { ...item, ...part } : item)) });
  return (
    <>
      {items.map((item, at) => (
        <ItemEditor key={at} item={item} at={at} marked={marked} onChange={(part) => change(at, part)}
          onRemove={items.length > 1 ? () => open.write({ items: items.filter((_, place) => place !== at) }) : undefined} />
      ))}
      <button type="button" class="chip" onClick={() => open.write({ items: [...items, EMPTY_ITEM] })} data-testid="item-add">
        <PlusIcon size={14} /> 加一项
      </button>
      <p class="assess-form__totals" aria-live="polite" data-testid="assess-totals">
        申请合计 <strong>{amountOf(totals.claimed)}</strong>　核定合计 <strong>{amountOf(totals.approved)}</strong>
      </p>
    </>
  );
}

interface ItemProps {
  item: AssessmentItem;
  at: number;
  /** Faults are shown: somebody has tried to hand it in. */
  marked: boolean;
  onChange: (part: Partial<AssessmentItem>) => void;
  onRemove: (() => void) | undefined;
}

const FIELDS: readonly [keyof AssessmentItem, string, string][] = [
  ['name', '项目', '如：住院医疗费'],
  ['claimed', '申请金额', '0.00'],
  ['approved', '核定金额', '0.00'],
  ['reason', '少赔的原因', '全赔可不填'],
  ['clause', '条款', '全赔可不填'],
];

function ItemEditor({ item, at, marked, onChange, onRemove }: ItemProps) {
  const faults = marked ? itemFaults(item) : {};
  return (
    <fieldset class="item-editor" data-testid="item">
      <legend>第 {at + 1} 项</legend>
      {FIELDS.map(([name, label, hint]) => (
        <label key={name} class={`item-editor__${name}`}>
          <span>{label}</span>
          <input value={item[name]} placeholder={hint} maxLength={200} inputMode={name === 'claimed' || name === 'approved' ? 'decimal' : undefined}
            aria-invalid={faults[name] ? true : undefined} onInput={(event) => onChange({ [name]: event.currentTarget.value })} data-testid={`item-${name}`} />
          {faults[name] && <small class="item-editor__fault">{faults[name]}</small>}
        </label>
      ))}
      {onRemove && (
        <button type="button" class="item-editor__remove" onClick={onRemove} aria-label={`删除第 ${at + 1} 项`}>
          <CloseIcon size={16} />
        </button>
      )}
    </fieldset>
  );
}
