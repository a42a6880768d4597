import { useState } from 'preact/hooks';
import { amountOf } from '../../shared/money';
import { longDay, stampOf } from '../../shared/time';
import { AssessEditor } from './AssessEditor';
import { AssessmentView } from './AssessmentView';
import { CommandDialog } from './CommandDialog';
import { type Command, verdict } from './commands';
import { Section } from './Section';
import type { Assessment, ClaimCase } from './types';
import { actionOf } from './words';

/** What has been assessed, audited and paid; and the editor where it is this person's turn. */
export function AssessPart({ claim }: { claim: ClaimCase }) {
  const last = claim.assessments[claim.assessments.length - 1];
  const writing = actionOf(claim, 'assess').allowed || actionOf(claim, 'refuse').allowed;
  return (
    <>
      {writing && <AssessEditor claim={claim} />}
      {!writing && claim.assessments.length === 0 && <p class="empty">还没有定损。{actionOf(claim, 'assess').why}</p>}
      {[...claim.assessments].reverse().map((one) => (
        <Section key={one.id} title={one === last ? '定损结果' : '以前的定损'}>
          <AssessmentView assessment={one} />
          {one === last && claim.state === 'assessed' && <Audit claim={claim} assessment={one} />}
        </Section>
      ))}
      {claim.payments.length > 0 && (
        <Section title="付款">
          <ul class="plain" data-testid="payments">
            {claim.payments.map((payment) => (
              <li key={payment.reference}>
                <strong>{amountOf(payment.amount)}</strong> {longDay(payment.paid_on)} 流水号 {payment.reference}
                <small>
                  {payment.by} {stampOf(payment.at)}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {claim.refusal?.notice_sent_at && <p class="empty">拒赔通知书 {stampOf(claim.refusal.notice_sent_at)} 已发给客户。</p>}
    </>
  );
}

/** Approves or returns what somebody else assessed. */
function Audit({ claim, assessment }: { claim: ClaimCase; assessment: Assessment }) {
  const [command, setCommand] = useState<Command | null>(null);
  const { allowed, why } = actionOf(claim, 'audit');
  if (!allowed) return <p class="empty" data-testid="audit-withheld">{why}</p>;
  const ask = (kind: 'approve' | 'return') => setCommand(verdict(kind, assessment.outcome, assessment.approved));
  return (
    <p class="audit">
      <button type="button" class="button button--main" onClick={() => ask('approve')} data-testid="audit-approve">
        审核通过
      </button>
      <button type="button" class="button button--danger" onClick={() => ask('return')} data-testid="audit-return">
        退回
      </button>
      {command && <CommandDialog command={command} onClose={() => setCommand(null)} />}
    </p>
  );
}
