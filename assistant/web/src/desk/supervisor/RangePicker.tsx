import { dayOf } from '../../shared/time';
import { lastDays } from './figures';
import type { Range } from './types';

const SPANS = [[1, '今天'], [7, '近7天'], [30, '近30天'], [90, '近90天']] as const;

/** Chooses the days that the figures are of. */
export function RangePicker({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const today = dayOf(new Date());
  const same = (other: Range) => other.from === range.from && other.to === range.to;
  const set = (name: keyof Range, value: string) => value && onChange({ ...range, [name]: value });
  return (
    <div class="filters" role="group" aria-label="时间范围">
      <div class="tabs">
        {SPANS.map(([days, name]) => (
          <button key={days} type="button" aria-pressed={same(lastDays(today, days))} onClick={() => onChange(lastDays(today, days))}>
            {name}
          </button>
        ))}
      </div>
      <label>
        <span>从</span>
        <input type="date" value={range.from} max={range.to} onChange={(event) => set('from', event.currentTarget.value)} data-testid="from" />
      </label>
      <label>
        <span>到</span>
        <input type="date" value={range.to} min={range.from} onChange={(event) => set('to', event.currentTarget.value)} data-testid="to" />
      </label>
    </div>
  );
}
