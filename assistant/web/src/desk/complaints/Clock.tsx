import { longDay } from '../../shared/time';
import type { ComplaintRow } from './types';
import { leftOf } from './words';

/** The time left until a complaint must be answered. */
export function Clock({ row }: { row: ComplaintRow }) {
  const left = leftOf(row);
  if (!left) return <span class="level level--calm">{row.state_text}</span>;
  return (
    <span class={`level level--${row.level}`} data-testid="clock" title={`${longDay(row.due_on)} 到期`}>
      {left}
    </span>
  );
}
