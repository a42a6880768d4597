import { useEffect, useState } from 'preact/hooks';
import { AlertIcon, BackIcon, ClockIcon } from '../../shared/icons';
import { longDay } from '../../shared/time';
import { useDesk } from '../context';
import { ClaimsClient } from './client';
import type { DueCall } from './types';

/** The calls to customers whose claims are closed: each leads to its claim, where it is recorded. */
export function CallsView() {
  const desk = useDesk();
  const [calls, setCalls] = useState<DueCall[] | null>(null);
  useEffect(() => {
    void desk.attempt(async () => setCalls(await new ClaimsClient(desk).followups()));
  }, [desk]);
  return (
    <main class="page claims" aria-label="理赔回访">
      <a class="claims__link" href="#/claims">
        <BackIcon size={16} /> 案件列表
      </a>
      <p class="claims__count" role="status">
        {calls ? `待回访 ${calls.length} 次，最近的在前` : '正在读取…'}
      </p>
      {calls && calls.length > 0 && (
        <ul class="claim-rows">
          {calls.map((call) => (
            <li key={call.id}>
              <CallRow call={call} />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function CallRow({ call: { number, kind_text: kind, customer, phone, due_on: due, overdue } }: { call: DueCall }) {
  const Icon = overdue ? AlertIcon : ClockIcon;
  return (
    <a class="claim-row claim-row--call" href={`#/claims/${number}`} data-testid="call-row">
      <span class="claim-row__what">
        <strong>{number}</strong>
        <span>{kind}</span>
      </span>
      <span class={`clock clock--${overdue ? 'over' : 'ok'}`}>
        <Icon size={15} /> {longDay(due)}
        {overdue && <strong>已过</strong>}
      </span>
      <span class="claim-row__who">
        {customer}
        <small>{phone}</small>
      </span>
    </a>
  );
}
