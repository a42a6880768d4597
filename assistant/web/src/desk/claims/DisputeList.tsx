import { stampOf } from '../../shared/time';
import type { Dispute } from './types';

/** The customer's objections and what was decided on each. */
export function DisputeList({ disputes }: { disputes: Dispute[] }) {
  return (
    <ul class="plain">
      {disputes.map((dispute) => (
        <li key={dispute.id}>
          <strong>{dispute.way_text}</strong> {stampOf(dispute.opened_at)} {dispute.opened_by}
          <p class="words">{dispute.reason}</p>
          {dispute.outcome ? (
            <p class="words words--quote">
              {dispute.outcome_text}：{dispute.decision}
              <small>
                {dispute.decided_by} {dispute.decided_at && stampOf(dispute.decided_at)}
              </small>
            </p>
          ) : (
            <small>还没有决定</small>
          )}
        </li>
      ))}
    </ul>
  );
}
