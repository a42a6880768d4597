import { DownloadIcon } from '../../shared/icons';
import { longDay, stampOf } from '../../shared/time';
import { closingUrl } from './client';
import { ClockChip } from './Clocks';
import type { ClaimCase } from './types';

const RUNNING = new Set(['ok', 'amber', 'red', 'over', 'paused']);

/** Which claim it is, whose, where it stands, and the deadlines that run. */
export function CaseHead({ claim }: { claim: ClaimCase }) {
  const facts: [string, string][] = [
    ['客户', `${claim.customer} ${claim.phone}`],
    ['出险', claim.occurred_on ? longDay(claim.occurred_on) : '还不知道'],
    ['报案', stampOf(claim.reported_at)],
    ['处理人', claim.handler?.name ?? '未分配'],
  ];
  return (
    <header class="case-head">
      <div class="case-head__title">
        <h2>{claim.number}</h2>
        <span>{claim.kind_text}</span>
        <span class="state-tag" data-testid="state" data-state={claim.state}>
          {claim.state_text}
        </span>
        <a class="button button--link" href={closingUrl(claim.number)} download={`${claim.number}.pdf`} data-testid="closing-file">
          <DownloadIcon size={16} /> {claim.state === 'closed' ? '案卷' : '案卷（未结）'}
        </a>
      </div>
      <dl class="case-head__facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="case-head__clocks">
        {claim.clocks.filter((clock) => RUNNING.has(clock.level)).map((clock) => (
          <ClockChip key={clock.id} clock={clock} />
        ))}
      </div>
    </header>
  );
}
