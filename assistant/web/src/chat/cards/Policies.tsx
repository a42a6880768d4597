import type { Policy } from '../../shared/api';
import { ShieldIcon } from '../../shared/icons';
import { moneyOf } from '../../shared/words';

export function Policies({ policies }: { policies: Policy[] }) {
  return (
    <ul class="stack" aria-label="保单">
      {policies.map((policy) => (
        <li key={policy.number} class="card">
          <h3 class="card__title">
            <ShieldIcon /> <span class="card__name">{policy.product}</span>
            <span class={`tag ${policy.in_force ? 'tag--good' : 'tag--quiet'}`}>{policy.in_force ? '有效' : '未在保障期内'}</span>
          </h3>
          <dl class="pairs">
            {pairsOf(policy).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function pairsOf(policy: Policy): [string, string][] {
  const pairs: [string, string | null][] = [
    ['保单号', policy.number],
    ['被保险人', policy.insured],
    ['保障期间', `${policy.effective_from} 至 ${policy.effective_to}`],
    ['保险金额', policy.sum_insured && moneyOf(policy.sum_insured)],
    ['保费', policy.premium && moneyOf(policy.premium)],
  ];
  return pairs.filter((pair): pair is [string, string] => Boolean(pair[1]));
}
