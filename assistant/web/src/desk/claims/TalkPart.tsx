import { useEffect, useState } from 'preact/hooks';
import type { Line } from '../../shared/api';
import { ApiError } from '../../shared/http';
import { TalkLine } from '../TalkLine';
import { useCase } from './context';
import { Section } from './Section';
import type { ClaimCase } from './types';

/** What the customer and we have said to each other, to read only. */
export function TalkPart({ claim }: { claim: ClaimCase }) {
  const open = useCase();
  const [lines, setLines] = useState<Line[] | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    let current = true;
    open.transcript(claim.conversation_id).then(
      (found) => current && setLines(found),
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (current) setFault(error.message);
      },
    );
    return () => {
      current = false;
    };
  }, [open, claim]);
  return (
    <Section title="与客户的对话" empty={!lines && (fault || '正在读取…')}>
      <div class="talk-part" data-testid="case-talk">
        {lines?.map((line) => (
          <TalkLine key={line.seq} line={line} />
        ))}
      </div>
    </Section>
  );
}
