import type { Line } from '../../shared/api';
import { Numbers } from '../../shared/Numbers';
import { useChatState } from '../context';

const REGULATOR = '12378'; // the regulator's line for consumers of banking and insurance

/** Words in a bubble, with the telephone numbers of ours that occur in them. */
export function Words({ line, text }: { line: Line; text: string }) {
  const hotline = useChatState((state) => state.company.hotline);
  if (!text) return null;
  return (
    <p class={`bubble bubble--${line.from} bubble--${line.kind}`}>
      <Numbers text={text} numbers={[hotline, REGULATOR]} />
    </p>
  );
}

/** Return how the lines begin that the card below shows better. */
export function repeated({ data, citations }: Line): string[] {
  return [
    ...(data.summary ?? []).map((row) => `${row.label}：`),
    ...(data.checklist ?? []).map((item) => `${item.name}（`),
    ...(data.items ?? []).flatMap((item) => [`报案号${item.number}`, `投诉编号${item.number}`, item.number]),
    ...(data.policies ?? []).map((policy) => policy.number),
    ...(data.table?.rows ?? []).map((row) => `【${row.label}】`),
    ...(citations.length > 0 ? ['依据：'] : []),
  ];
}
