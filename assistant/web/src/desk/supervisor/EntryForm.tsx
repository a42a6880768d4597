import { useState } from 'preact/hooks';
import { useFetch } from '../remote';
import { KINDS, topicOf } from './words';

export interface Cite {
  kind: string;
  target: string;
  /** In words. */
  title: string;
}

export interface Draft {
  topic: string;
  question: string;
  similar: string;
  answer: string;
  product: string;
  cites: Cite[];
}

export interface Proposal extends Omit<Draft, 'similar'> {
  id: number;
  state: 'waiting' | 'published' | 'refused';
  similar: string[];
  by: string | null;
  own: boolean;
  at: string;
  decided_by: string | null;
  decided_at: string | null;
  remark: string;
}

export interface Shelf {
  waiting: Proposal[];
  decided: Proposal[];
  topics: string[];
  products: { id: string; name: string }[];
}

interface Place extends Cite {
  quote: string;
}

const NEW = '+';
const EMPTY: Draft = { topic: '', question: '', similar: '', answer: '', product: '', cites: [] };

interface Props {
  start: Partial<Draft>;
  shelf: Shelf;
  onSave: (draft: Draft) => Promise<void>;
}

/** Writes an entry for the knowledge base: question, other wordings, answer, and the places it rests on. */
export function EntryForm({ start, shelf, onSave }: Props) {
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, ...start });
  const [busy, setBusy] = useState(false);
  const set = (name: keyof Draft) => (event: { currentTarget: { value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value });
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    await onSave(draft);
    setBusy(false);
  };
  return (
    <form class="form entry" onSubmit={(event) => void save(event)}>
      <Topic value={draft.topic} shelf={shelf} onChange={(topic) => setDraft({ ...draft, topic })} />
      <label>
        <span>产品（只适用于某个产品时选）</span>
        <select value={draft.product} onChange={set('product')}>
          <option value="">不限产品</option>
          {shelf.products.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label><span>问题</span><input required value={draft.question} onInput={set('question')} data-testid="entry-question" /></label>
      <label><span>相似说法（一行一个）</span><textarea rows={4} value={draft.similar} onInput={set('similar')} data-testid="entry-similar" /></label>
      <label><span>答案</span><textarea rows={4} required value={draft.answer} onInput={set('answer')} data-testid="entry-answer" /></label>
      <Cites cites={draft.cites} words={draft.question} onChange={(cites) => setDraft({ ...draft, cites })} />
      <button type="submit" class="button button--main" disabled={busy} data-testid="entry-save">{busy ? '正在检查…' : '检查并提交审核'}</button>
    </form>
  );
}

function Topic({ value, shelf, onChange }: { value: string; shelf: Shelf; onChange: (topic: string) => void }) {
  const known = value === '' || shelf.topics.includes(value);
  const [fresh, setFresh] = useState(!known);
  return (
    <>
      <label>
        <span>主题</span>
        <select required value={fresh ? NEW : value} data-testid="entry-topic" onChange={(event) => {
          setFresh(event.currentTarget.value === NEW);
          onChange(event.currentTarget.value === NEW ? '' : event.currentTarget.value);
        }}>
          <option value="">请选择</option>
          {shelf.topics.map((topic) => <option key={topic} value={topic}>{topicOf(topic, shelf.products)}</option>)}
          <option value={NEW}>新主题…</option>
        </select>
      </label>
      {fresh && (
        <label>
          <span>新主题的短名（小写英文字母，如 pets）</span>
          <input required pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*" maxLength={40} value={value} onInput={(event) => onChange(event.currentTarget.value)} data-testid="entry-new-topic" />
        </label>
      )}
    </>
  );
}

function Cites({ cites, words, onChange }: { cites: Cite[]; words: string; onChange: (cites: Cite[]) => void }) {
  const fetch = useFetch();
  const [query, setQuery] = useState(words);
  const [places, setPlaces] = useState<Place[] | null>(null);
  const search = async () => {
    const found = await fetch<{ places: Place[] }>(`/desk/api/worklist/places?q=${encodeURIComponent(query)}`);
    if (found) setPlaces(found.places);
  };
  const has = (place: Cite) => cites.some(({ kind, target }) => kind === place.kind && target === place.target);
  const without = (place: Cite) => cites.filter(({ kind, target }) => kind !== place.kind || target !== place.target);
  return (
    <fieldset class="cites">
      <legend>依据</legend>
      {cites.length === 0 && <p class="soft">还没有选依据，至少要有一处。</p>}
      <ul class="plain-list" data-testid="entry-cites">
        {cites.map((cite) => (
          <li key={`${cite.kind}${cite.target}`}>
            <span class="tag-soft">{KINDS[cite.kind] ?? '其他'}</span> {cite.title}{' '}
            <button type="button" class="link" onClick={() => onChange(without(cite))}>去掉</button>
          </li>
        ))}
      </ul>
      <div class="cites__search">
        <input type="search" aria-label="查找依据" value={query} onInput={(event) => setQuery(event.currentTarget.value)} data-testid="cite-query" />
        <button type="button" class="button" onClick={() => void search()} data-testid="cite-search">查找出处</button>
      </div>
      {places?.length === 0 && <p class="empty">没有找到，换个说法试试</p>}
      <ul class="plain-list">
        {places?.filter((place) => !has(place)).map((place) => (
          <li key={`${place.kind}${place.target}`}>
            <b>{place.title}</b>{' '}
            <button type="button" class="button button--small" onClick={() => onChange([...cites, { kind: place.kind, target: place.target, title: place.title }])} data-testid="cite-add">
              引用<span class="sr-only">{place.title}</span>
            </button>
            <small>{place.quote}</small>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
