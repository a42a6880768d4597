import { useState } from 'preact/hooks';
import type { FoundLine } from '../shared/api';
import { stampOf } from '../shared/time';
import { useDesk } from './context';
import type { Found } from './floor';

const SIDES: readonly [string, string][] = [
  ['', '所有人'],
  ['customer', '客户'],
  ['agent', '坐席'],
  ['bot', '智能助手'],
];
const NAMES: Record<string, string> = { customer: '客户', agent: '坐席', bot: '智能助手', system: '系统' };

/** Search in what was said; personal data is masked there. */
export function SearchPage() {
  const desk = useDesk();
  const [words, setWords] = useState('');
  const [side, setSide] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const search = (before: number | null) =>
    desk.try(async () => {
      const page = await desk.floor.search(words, before, side);
      setFound(before === null || !found ? page : { lines: [...found.lines, ...page.lines], next: page.next });
    });
  const look = async (line: FoundLine) => {
    location.hash = '#/talk';
    await desk.open(line.conversation_id, 'talk');
  };
  return (
    <main class="page page--single" aria-label="搜索会话">
      <section class="page__main">
        <form class="form form--row" role="search" onSubmit={(event) => { event.preventDefault(); void search(null); }}>
          <label>
            <span class="sr-only">找什么</span>
            <input type="search" value={words} maxLength={100} required placeholder="会话里说过的话，几个词用空格隔开" onInput={(event) => setWords(event.currentTarget.value)}
              data-testid="search-words" />
          </label>
          <select aria-label="谁说的" value={side} onChange={(event) => setSide(event.currentTarget.value)}>
            {SIDES.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button type="submit" class="button button--main" data-testid="search-go">
            搜索
          </button>
        </form>
        {found?.lines.length === 0 && <p class="empty">没有找到</p>}
        <ul class="cards">
          {(found?.lines ?? []).map((line) => (
            <li key={`${line.conversation_id} ${line.seq}`}>
              <button type="button" class="card card--button" onClick={() => void look(line)} data-testid="search-hit">
                <span class="card__head">
                  <strong>
                    {NAMES[line.from]} {line.agent ?? ''}
                  </strong>
                  {!line.shown && <small>内部备注</small>}
                  <time dateTime={line.at}>{stampOf(line.at)}</time>
                </span>
                <span class="card__text">{line.text}</span>
              </button>
            </li>
          ))}
        </ul>
        {found?.next != null && (
          <button type="button" class="button button--wide" onClick={() => void search(found.next)} data-testid="search-more">
            更多
          </button>
        )}
      </section>
    </main>
  );
}
