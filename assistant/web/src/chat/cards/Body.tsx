import type { Line } from '../../shared/api';
import { Citations } from '../../shared/Citations';
import { wordsAround } from '../../shared/words';
import { Checklist } from './Checklist';
import { Choices } from './Choices';
import { ComplaintReceipt } from './ComplaintReceipt';
import { ClaimReceipt, ClaimSummary } from './Claim';
import { Comparison } from './Comparison';
import { Policies } from './Policies';
import { ProgressList } from './ProgressList';
import { Safety } from './Safety';
import { Rating } from './Rating';
import { repeated, Words } from './Words';

export interface BodyProps {
  line: Line;
  active: boolean;
  current: boolean;
}

/** What the bot, an agent or the service says: the words, then the card of its kind, then the choices. */
export function Body({ line, active, current }: BodyProps) {
  if (line.kind === 'safety') {
    return (
      <Safety line={line}>
        <Choices line={line} active={active} />
      </Safety>
    );
  }
  const bare = !current && line.data.items !== undefined; // newer news came: the words are enough
  const { before, after } = wordsAround(line.text, bare ? [] : repeated(line));
  return (
    <>
      <Words line={line} text={before} />
      <Card line={line} current={current} />
      <Words line={line} text={after} />
      {line.data.letter && (
        <p>
          <a href={line.data.letter} download data-testid="letter">下载书面回执（PDF）</a>
        </p>
      )}
      {line.citations.length > 0 && <Citations citations={line.citations} />}
      <Choices line={line} active={active} />
      <Rating line={line} />
    </>
  );
}

function Card({ line, current }: { line: Line; current: boolean }) {
  const { data } = line;
  if (data.checklist?.length) return <Checklist items={data.checklist} claim={data.claim_number ?? ''} current={current} />;
  if (data.summary?.length) return <ClaimSummary rows={data.summary} />;
  if (data.items?.length) return current ? <ProgressList items={data.items} /> : null;
  if (data.policies?.length) return <Policies policies={data.policies} />;
  if (data.table?.rows.length) return <Comparison table={data.table} />;
  if (line.kind === 'claim' && data.claim_number) return <ClaimReceipt number={data.claim_number} next={data.next ?? []} />;
  if (line.kind === 'complaint' && data.complaint_number) {
    return <ComplaintReceipt number={data.complaint_number} due={data.due_on ?? ''} />;
  }
  return null;
}
