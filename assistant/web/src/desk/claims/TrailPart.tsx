import { stampOf } from '../../shared/time';
import { Section } from './Section';
import type { ClaimCase } from './types';

/** Every change, by whom and when; nothing in it can be altered. */
export function TrailPart({ claim }: { claim: ClaimCase }) {
  return (
    <Section title="操作记录" empty={claim.audit.length === 0 && '还没有记录'}>
      <ol class="plain trail" data-testid="trail">
        {[...claim.audit].reverse().map(({ at, actor, action, action_text: text, detail }, place) => (
          <li key={place}>
            <time dateTime={at}>{stampOf(at)}</time> <strong>{actor}</strong> {text || action}
            {detail && <small>{detail}</small>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
