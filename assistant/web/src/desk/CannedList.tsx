import { useEffect, useState } from 'preact/hooks';
import type { Canned } from '../shared/api';
import { useDesk } from './context';

const MOST = 6;

export interface CannedChoice {
  found: Canned[];
  at: number;
  pick: (canned: Canned) => void;
  /** Whether the key was meant for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Return the replies that fit what stands behind a slash, and move through them with the arrows. */
export function matching(all: readonly Canned[], text: string): Canned[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const words = text.slice(1).trim().toLowerCase();
  return all.filter(({ shortcut, title, text: body }) => `${shortcut} ${title} ${body}`.toLowerCase().includes(words)).slice(0, MOST);
}

export function useCanned(id: string, text: string, write: (words: string) => void): CannedChoice {
  const desk = useDesk();
  const [all, setAll] = useState<Canned[]>([]);
  const [at, setAt] = useState(0);
  const asked = text.startsWith('/');
  useEffect(() => {
    if (asked) void desk.try(async () => setAll(await desk.floor.canned(id)));
  }, [desk, id, asked]);
  const found = matching(all, text);
  const place = Math.min(at, Math.max(0, found.length - 1));
  const pick = (canned: Canned) => {
    write(canned.filled);
    setAt(0);
    if (canned.missing.length > 0) desk.toast(`还缺：${canned.missing.join('、')}，请补上再发`, 'bad');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[place];
    if (!chosen || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, place + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, place - 1));
    else if (event.key === 'Enter' || event.key === 'Tab') pick(chosen);
    else if (event.key === 'Escape') write('');
    else return false;
    event.preventDefault();
    return true;
  };
  return { found, at: place, pick, onKeyDown };
}

export function CannedList({ canned: { found, at, pick } }: { canned: CannedChoice }) {
  if (found.length === 0) return null;
  return (
    <ul class="canned-list" id="canned-list" role="listbox" aria-label="快捷回复" data-testid="canned-list">
      {found.map((canned, place) => (
        <li key={canned.id} role="option" aria-selected={place === at} onMouseDown={(event) => { event.preventDefault(); pick(canned); }} data-testid="canned">
          <strong>/{canned.shortcut}</strong> {canned.title}
          <span>{canned.filled}</span>
        </li>
      ))}
    </ul>
  );
}
