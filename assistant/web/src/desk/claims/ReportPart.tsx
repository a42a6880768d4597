import { AlertIcon } from '../../shared/icons';
import { ClockList } from './Clocks';
import { Section } from './Section';
import type { ClaimCase } from './types';

/** What the customer reported, and the deadlines with their articles. */
export function ReportPart({ claim }: { claim: ClaimCase }) {
  return (
    <>
      <Section title="报案信息">
        <dl class="pairs" data-testid="report">
          {claim.report.map(({ field, label, value }) => (
            <div key={field}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {claim.checks.length > 0 && (
        <Section title="报案时发现">
          <ul class="plain" data-testid="checks">
            {claim.checks.map(({ code, text, told }) => (
              <li key={code} class="check">
                <AlertIcon size={16} />
                <span>
                  {text}
                  <small>{told ? '已告诉客户' : '仅内部'}</small>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="法定时限">
        <ClockList clocks={claim.clocks} />
      </Section>
    </>
  );
}
