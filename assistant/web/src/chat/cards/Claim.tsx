import type { SummaryRow } from '../../shared/api';
import { CheckIcon, ClipboardIcon } from '../../shared/icons';

export function ClaimSummary({ rows }: { rows: SummaryRow[] }) {
  return (
    <section class="card" aria-label="报案信息">
      <h3 class="card__title">
        <ClipboardIcon /> 报案信息
      </h3>
      <dl class="pairs">
        {rows.map((row) => (
          <div key={row.field}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ClaimReceipt({ number, next }: { number: string; next: string[] }) {
  // only what is words for the customer, not a rule's name
  const steps = next.filter((step) => /[\u4e00-\u9fff]/.test(step));
  return (
    <section class="card card--receipt" aria-label="报案回执">
      <h3 class="card__title">
        <CheckIcon /> 报案已登记
      </h3>
      <p class="card__label">报案号</p>
      <p class="card__number" data-testid="claim-number">
        {number}
      </p>
      {steps.length > 0 && (
        <ol class="next">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
