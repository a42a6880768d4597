import { useState } from 'preact/hooks';
import { useStore } from '../../shared/store';
import { FIRST_FILTER, type Filter } from './filter';
import type { ClaimList } from './list';
import type { Titled } from './types';

const OWNERS: readonly Titled[] = [
  { id: '', title: '所有处理人' },
  { id: 'mine', title: '我的' },
  { id: 'none', title: '未分配' },
];
const CLOCKS: readonly Titled[] = [
  { id: '', title: '所有时限' },
  { id: 'amber', title: '将到期及以上' },
  { id: 'red', title: '紧急及超期' },
  { id: 'over', title: '已超期' },
];
const SORTS: readonly Titled[] = [
  { id: 'due', title: '按时限' },
  { id: 'updated', title: '按更新时间' },
];
const OPEN: Titled = { id: 'open', title: '在办的' };
const ALL: Titled = { id: '', title: '全部状态' };

/** What the list is narrowed to. */
export function FilterBar({ list }: { list: ClaimList }) {
  const filter = useStore(list.store, (state) => state.filter);
  const found = useStore(list.store, (state) => state.found);
  const [unfolded, setUnfolded] = useState(false); // on a phone; a wide screen shows all of it
  const set = (change: Partial<Filter>) => list.narrow(change);
  return (
    <form class={`filters ${unfolded ? 'filters--unfolded' : ''}`} role="search" aria-label="筛选案件" onSubmit={(event) => event.preventDefault()}>
      <input class="filters__query" type="search" value={filter.q} placeholder="案号、客户手机号或姓名" aria-label="案号、客户手机号或姓名（写全）" maxLength={40}
        onInput={(event) => set({ q: (event.currentTarget as HTMLInputElement).value })} data-testid="filter-q" />
      <button type="button" class="button filters__fold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)} data-testid="filters-fold">
        筛选
      </button>
      <Choice name="state" label="状态" value={filter.state} options={[OPEN, ALL, ...(found?.states ?? [])]} onChange={(state) => set({ state })} />
      <Choice name="kind" label="类型" value={filter.kind} options={[{ id: '', title: '全部类型' }, ...(found?.kinds ?? [])]} onChange={(kind) => set({ kind })} />
      <Choice name="owner" label="处理人" value={filter.owner} options={OWNERS} onChange={(owner) => set({ owner: owner as Filter['owner'] })} />
      <Choice name="clock" label="时限" value={filter.clock} options={CLOCKS} onChange={(clock) => set({ clock: clock as Filter['clock'] })} />
      <Choice name="sort" label="排序" value={filter.sort} options={SORTS} onChange={(sort) => set({ sort: sort as Filter['sort'] })} />
      <button type="button" class="button" onClick={() => set(FIRST_FILTER)}>
        清除筛选
      </button>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  options: readonly Titled[];
  onChange: (id: string) => void;
}

function Choice({ name, label, value, options, onChange }: ChoiceProps) {
  return (
    <select value={value} aria-label={label} onChange={(event) => onChange((event.currentTarget as HTMLSelectElement).value)} data-testid={`filter-${name}`}>
      {options.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
