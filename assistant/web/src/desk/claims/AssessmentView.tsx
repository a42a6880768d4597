import { AssessmentTable } from '../../shared/AssessmentTable';
import { stampOf } from '../../shared/time';
import type { Assessment } from './types';

const VERDICTS = { approved: '审核通过', returned: '审核退回' } as const;

/** One assessment with its grounds, by whom, and what the audit said. */
export function AssessmentView({ assessment }: { assessment: Assessment }) {
  const { outcome, grounds, clause, by, at, verdict, audited_by: auditor, audited_at: audited, audit_note: note } = assessment;
  return (
    <div class="assessment" data-testid="assessment" data-verdict={verdict ?? ''}>
      <p>
        <strong>{outcome === 'pay' ? '赔付' : '拒赔'}</strong> {by.name} {stampOf(at)}
      </p>
      {assessment.items.length > 0 && <AssessmentTable items={assessment.items} claimed={assessment.claimed} approved={assessment.approved} />}
      {clause && <p class="words">条款：{clause}</p>}
      {grounds && (
        <p class="words">
          {outcome === 'pay' ? '依据' : '理由'}：{grounds}
        </p>
      )}
      {verdict && (
        <p class="words words--quote">
          {VERDICTS[verdict]}：{auditor?.name} {audited && stampOf(audited)}
          {note && <small>{note}</small>}
        </p>
      )}
    </div>
  );
}
