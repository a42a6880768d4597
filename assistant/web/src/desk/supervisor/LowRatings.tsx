import { stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useSend } from '../remote';
import { Section } from '../Section';

export interface LowRating {
  id: number;
  subject: string;
  number: string;
  score: number;
  comment: string;
  agent: string | null;
  at: string;
  handled_by: string | null;
}

interface Props<T> {
  rows: LowRating[];
  /** Given, each can be marked as seen to. */
  onDone?: (after: T) => void;
}

const SUBJECTS: Record<string, string> = { handoff: '人工服务', claim: '理赔', complaint: '投诉' };

/** Low ratings, with what the customers said went wrong. */
export function LowRatings<T>({ rows, onDone }: Props<T>) {
  const send = useSend();
  const desk = useDesk();
  const settle = async (key: number) => {
    const after = await send<T>(`/desk/api/worklist/ratings/${key}/settle`, {});
    if (!after) return;
    desk.toast('已记为处理', 'good');
    onDone?.(after);
  };
  return (
    <Section title={`客户不满意的评价（${rows.length}）`}>
      {rows.length === 0 && <p class="empty">没有不满意的评价</p>}
      <ul class="plain-list" data-testid="low-ratings">
        {rows.map((row) => (
          <li key={row.id} class="low">
            <p>
              <b class="warn">{row.score} 分</b> {SUBJECTS[row.subject] ?? '其他'}{row.subject === 'claim' && ` ${row.number}`}
              {row.agent && ` · ${row.agent}`} <small>{stampOf(row.at)}{row.handled_by && ` · ${row.handled_by}已处理`}</small>
            </p>
            <p>{row.comment || <span class="soft">客户没有说明原因</span>}</p>
            {onDone && <button type="button" class="button button--small" onClick={() => void settle(row.id)} data-testid="low-settle">已处理</button>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
