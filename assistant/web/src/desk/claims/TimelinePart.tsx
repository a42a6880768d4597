import { EyeIcon, NoteIcon } from '../../shared/icons';
import { stampOf } from '../../shared/time';
import { DisputeList } from './DisputeList';
import { FollowupList } from './FollowupList';
import { Section } from './Section';
import type { ClaimCase, TimelineEntry } from './types';

/** What has happened, notices, disputes, follow-ups and the customer's rating. */
export function TimelinePart({ claim }: { claim: ClaimCase }) {
  return (
    <>
      <Section title="时间线" empty={claim.timeline.length === 0 && '还没有进展'}>
        <ol class="happened" data-testid="timeline">
          {claim.timeline.map((entry, at) => (
            <Entry key={at} entry={entry} />
          ))}
        </ol>
      </Section>
      {claim.notices.length > 0 && (
        <Section title="补充材料通知">
          <ul class="plain">
            {claim.notices.map(({ sent_at: at, by, items, completed_at: done }) => (
              <li key={at}>
                <strong>{stampOf(at)}</strong> {by}：{items.map((item) => item.name).join('、')}
                <small>{done ? `${stampOf(done)} 补齐` : '还没补齐'}</small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {claim.disputes.length > 0 && (
        <Section title="争议">
          <DisputeList disputes={claim.disputes} />
        </Section>
      )}
      {claim.followups.length > 0 && (
        <Section title="回访">
          <FollowupList claim={claim} />
        </Section>
      )}
      {claim.rating && <Section title="客户评价">{`${claim.rating.score} 分（${stampOf(claim.rating.at)}）`}</Section>}
    </>
  );
}

function Entry({ entry: { at, title, text, by, shown } }: { entry: TimelineEntry }) {
  return (
    <li>
      <p class="happened__head">
        <time dateTime={at}>{stampOf(at)}</time> {by}
        <span class="happened__shown">
          {shown ? <EyeIcon size={14} /> : <NoteIcon size={14} />}
          {shown ? '客户可见' : '仅内部'}
        </span>
      </p>
      <strong>{title}</strong>
      {text && text !== title && <p class="words">{text}</p>}
    </li>
  );
}
