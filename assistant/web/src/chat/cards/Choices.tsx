import type { Line } from '../../shared/api';
import { useChat } from '../context';

/** The buttons of a line. Those of older lines still work, and look quieter. */
export function Choices({ line, active }: { line: Line; active: boolean }) {
  const chat = useChat();
  if (line.buttons.length === 0) return null;
  const form = formOf(line);
  return (
    <ul class={`choices choices--${form} ${active ? 'choices--active' : ''}`} aria-label="请选择">
      {line.buttons.map(({ title, payload }) => (
        <li key={payload}>
          <button type="button" class="choice" aria-label={form === 'survey' && /^\d$/.test(title) ? `${title}分` : undefined} onClick={() => chat.choose(title, payload)} data-testid="choice" data-payload={payload}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Return how they are set: long titles under one another, short ones side by side, the first in front at a summary. */
function formOf({ kind, buttons, data }: Line): 'survey' | 'confirm' | 'stack' | 'wrap' {
  if (kind === 'survey') return 'survey';
  if (data.summary?.length) return 'confirm';
  return buttons.some((button) => button.title.length > 12) ? 'stack' : 'wrap';
}
