import type { Line, ProgressItem } from '../../shared/api';
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
    ...(data.items ?? []).flatMap(itemStarts),
    ...(data.policies ?? []).map((policy) => policy.number),
    ...(data.table?.rows ?? []).map((row) => `【${row.label}】`),
    ...(citations.length > 0 ? ['依据：'] : []),
  ];
}

function itemStarts({ number, note, result }: ProgressItem): string[] {
  const grounds = result ? [...result.items.map((item) => `${item.name}：`), '说明：', '条款：', '理由：'] : [];
  return [`报案号${number}`, `投诉编号${number}`, number, note ?? '', ...grounds];
}
