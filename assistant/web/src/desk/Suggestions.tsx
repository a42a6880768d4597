import { useEffect, useState } from 'preact/hooks';
import type { Suggestion } from '../shared/api';
import { BulbIcon } from '../shared/icons';
import { useDesk, useDeskState } from './context';

const WAIT_MS = 400;
const MOST = 200; // characters of a question

/** Answers from the knowledge base for what the customer asked last, or for other words. */
export function Suggestions({ onPick }: { onPick: (words: string) => void }) {
  const desk = useDesk();
  const asked = useDeskState((state) => lastQuestion(state.lines));
  const [own, setOwn] = useState('');
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<Suggestion[] | null>(null);
  const query = (own.trim() || asked).slice(0, MOST);

  useEffect(() => {
    if (!open || !query) return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      const suggestions = await desk.suggest(query);
      if (current) setFound(suggestions);
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, open, query]);

  return (
    <details class="suggestions" open={open} onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary data-testid="suggestions">
        <BulbIcon size={16} /> 建议回答
      </summary>
      <input class="suggestions__query" type="search" value={own} placeholder={asked || '输入关键词查知识库'} aria-label="查知识库"
        onInput={(event) => setOwn((event.currentTarget as HTMLInputElement).value)} data-testid="suggest-query" />
      {found?.length === 0 && <p class="empty">没有合适的答案，换个说法试试</p>}
      <ul>
        {(found ?? []).map((suggestion) => (
          <li key={suggestion.title}>
            <button type="button" class="suggestion" onClick={() => onPick(wordsOf(suggestion))} data-testid="suggestion">
              <strong>{suggestion.title}</strong>
              <span>{suggestion.text}</span>
              {suggestion.citations.length > 0 && <small>{sourcesOf(suggestion)}</small>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function lastQuestion(lines: readonly { from: string; text: string; data: { file?: unknown } }[]): string {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line?.from === 'customer' && !line.data.file) return line.text;
  }
  return '';
}

/** Return `《条款》第五条；《…》…`. */
export function sourcesOf({ citations }: Suggestion): string {
  return [...new Set(citations.map(({ document, clause }) => `《${document}》${clause}`))].join('；');
}

/** Return what goes into the composer: the answer and where it stands, once. */
export function wordsOf(suggestion: Suggestion): string {
  const { text, citations } = suggestion;
  return citations.length > 0 && !/^依据：/m.test(text) ? `${text}\n依据：${sourcesOf(suggestion)}` : text;
}
