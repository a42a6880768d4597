import type { ProgressItem, ProgressStep } from '../../shared/api';
import { CheckIcon } from '../../shared/icons';
import { dayOf, longDay } from '../../shared/time';
import { Result } from './Result';

// where the usual way was left: it is said in another colour, and steps that tell of the usual way alone are left out
const OFF_THE_WAY = new Set(['refused', 'disputed', 'cancelled', 'withdrawn', 'merged']);

export function ProgressList({ items }: { items: ProgressItem[] }) {
  return (
    <ul class="stack" aria-label="进度">
      {items.map((item) => (
        <li key={item.number} class="card" data-testid="progress-item">
          <h3 class="card__title">
            <span class="card__name">{item.title}</span>
            <span class={`tag ${OFF_THE_WAY.has(item.state) ? 'tag--warn' : 'tag--good'}`}>{item.state_text}</span>
          </h3>
          <p class="card__sub">编号 {item.number}</p>
          {item.steps.length > 0 && (item.steps[0]?.state || !OFF_THE_WAY.has(item.state)) && <Timeline steps={item.steps} />}
          {item.result && <Result result={item.result} />}
          {item.note && (
            <p class="card__foot" data-testid="progress-next">
              {noteOf(item.note)}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Return a note as a sentence: a bare date is until when the customer will be answered. */
function noteOf(note: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(note) ? `最迟 ${longDay(note)} 前答复您` : note;
}

function Timeline({ steps }: { steps: ProgressStep[] }) {
  const reached = steps.filter((step) => step.done).length - 1;
  return (
    <ol class="timeline">
      {steps.map((step, at) => (
        <li key={step.title} class={stateOf(at, reached)} aria-current={at === reached ? 'step' : undefined}>
          <span class="timeline__dot">{at <= reached && <CheckIcon size={12} />}</span>
          <span>{step.title}</span>
          <span class="sr-only">{at <= reached ? '（已到）' : '（未到）'}</span>
          {step.at && <time dateTime={step.at}>{longDay(dayOf(step.at), false)}</time>}
        </li>
      ))}
    </ol>
  );
}

function stateOf(at: number, reached: number): string {
  if (at === reached) return 'timeline__now';
  return at < reached ? 'timeline__done' : 'timeline__todo';
}
