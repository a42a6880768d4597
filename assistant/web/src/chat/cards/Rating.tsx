import type { Line } from '../../shared/api';
import { ThumbDownIcon, ThumbUpIcon } from '../../shared/icons';
import { useChat, useChatState } from '../context';

const RATED = new Set(['answer', 'unknown']);

/** Whether an answer helped: one tap, which can be changed. */
export function Rating({ line }: { line: Line }) {
  const chat = useChat();
  const good = useChatState((state) => state.ratings[line.seq]);
  if (line.from !== 'bot' || !RATED.has(line.kind)) return null;
  return (
    <div class="rating" role="group" aria-label="这条回复有帮助吗">
      <button type="button" class="rating__button" aria-pressed={good === true} aria-label="有帮助" title="有帮助"
        onClick={() => void chat.rate(line.seq, true)} data-testid="rate-good">
        <ThumbUpIcon size={16} />
      </button>
      <button type="button" class="rating__button" aria-pressed={good === false} aria-label="没帮助" title="没帮助"
        onClick={() => void chat.rate(line.seq, false)} data-testid="rate-bad">
        <ThumbDownIcon size={16} />
      </button>
      <span class="rating__thanks" role="status">
        {good === undefined ? '' : good ? '谢谢您的评价' : '谢谢，我们会改进'}
      </span>
    </div>
  );
}
