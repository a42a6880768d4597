import type { SeatState } from '../shared/api';
import { useDesk, useDeskState } from './context';

const STATES: readonly [SeatState, string][] = [
  ['online', '在线'],
  ['busy', '忙碌'],
  ['offline', '离开'],
];

/** Whether the agent takes conversations, and whether they are given to them. */
export function SeatTool() {
  const desk = useDesk();
  const seat = useDeskState((state) => state.floor?.seat ?? null);
  if (!seat) return null;
  return (
    <div class={`seat seat--${seat.state}`}>
      <select aria-label="我的状态" value={seat.state} data-testid="seat-state"
        onChange={(event) => void desk.changeSeat({ state: event.currentTarget.value as SeatState })}>
        {STATES.map(([state, name]) => (
          <option key={state} value={state}>
            {name}
          </option>
        ))}
      </select>
      <label class="seat__auto">
        <input type="checkbox" checked={seat.automatic} onChange={(event) => void desk.changeSeat({ automatic: event.currentTarget.checked })}
          data-testid="seat-automatic" />
        自动分配
      </label>
      <span class="seat__load" title="正在服务 / 上限">
        {seat.talking}/{seat.capacity}
      </span>
    </div>
  );
}
