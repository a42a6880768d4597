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
      <Section title="法定时限">
        <ClockList clocks={claim.clocks} />
      </Section>
    </>
  );
}
