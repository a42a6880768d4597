import { AlertIcon, CheckIcon, ClockIcon, PauseIcon } from '../../shared/icons';
import { longDay } from '../../shared/time';
import type { Clock, Level } from './types';
import { clockText, LEVEL_TEXT } from './words';

const ICONS: Record<Level, typeof ClockIcon> = {
  ok: ClockIcon, amber: AlertIcon, red: AlertIcon, over: AlertIcon, paused: PauseIcon, met: CheckIcon, waiting: ClockIcon,
};

/** A deadline in a few words: icon, name, what is left. */
export function ClockChip({ clock }: { clock: Clock }) {
  const Icon = ICONS[clock.level];
  return (
    <span class={`clock clock--${clock.level}`} title={clock.article} data-testid="clock" data-level={clock.level}>
      <Icon size={15} />
      {clock.title}
      <strong>{clockText(clock)}</strong>
    </span>
  );
}

/** All deadlines of a claim, each with the article it rests on. */
export function ClockList({ clocks }: { clocks: Clock[] }) {
  if (clocks.length === 0) return <p class="empty">还没有开始计时</p>;
  return (
    <ul class="clocks">
      {clocks.map((clock) => (
        <li key={clock.id}>
          <ClockChip clock={clock} />
          <small>
            {[LEVEL_TEXT[clock.level], clock.due_on && `${longDay(clock.due_on)}前`, clock.paused_days > 0 && `补材料已扣 ${clock.paused_days} 天`, clock.article]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  );
}
