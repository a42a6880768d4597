import type { ClaimResult } from '../../shared/api';
import { AssessmentTable } from '../../shared/AssessmentTable';
import { amountOf } from '../../shared/money';

/** What was decided on a claim, explained: the sum first, then each item, the grounds and the clause. */
export function Result({ result }: { result: ClaimResult }) {
  const { outcome, items, claimed, approved, clause, grounds } = result;
  const pays = outcome === 'pay';
  return (
    <section class={`result result--${outcome}`} aria-label="处理结果" data-testid="result">
      <p class="result__sum">
        {pays ? '赔付' : '不予赔付'} {pays && <strong>{amountOf(approved)}</strong>}
      </p>
      {items.length > 0 && <AssessmentTable items={items} claimed={claimed} approved={approved} />}
      <dl class="result__grounds">
        {grounds && (
          <div>
            <dt>{pays ? '怎么算的' : '理由'}</dt>
            <dd>{grounds}</dd>
          </div>
        )}
        {clause && (
          <div>
            <dt>条款</dt>
            <dd>{clause}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
