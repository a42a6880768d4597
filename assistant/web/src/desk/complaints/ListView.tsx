import { useState } from 'preact/hooks';
import { dayOf, longDay } from '../../shared/time';
import { useRemote } from '../remote';
import { Clock } from './Clock';
import { ROOT, type ComplaintList, type ComplaintRow } from './types';
import { LEVELS } from './words';

const SHOWS = [['open', '处理中'], ['answered', '已反馈'], ['ended', '已结束'], ['all', '全部']] as const;
const OWNERS = [['', '所有负责人'], ['mine', '我负责的'], ['nobody', '还没人负责']] as const;
const EVERY_MS = 30_000;

export function ListView() {
  const [filter, setFilter] = useState({ show: 'open', owner: '', words: '' });
  const { data, failed } = useRemote<ComplaintList>(`${ROOT}?${new URLSearchParams(filter)}`, EVERY_MS);
  const change = (values: Partial<typeof filter>) => setFilter({ ...filter, ...values });
  return (
    <>
      <div class="page__head">
        <h2>投诉</h2>
        {data && <Levels levels={data.levels} />}
      </div>
      <div class="filters" role="group" aria-label="筛选">
        <div class="tabs">
          {SHOWS.map(([id, name]) => (
            <button key={id} type="button" aria-pressed={filter.show === id} onClick={() => change({ show: id })}>
              {name}
            </button>
          ))}
        </div>
        <select aria-label="负责人" value={filter.owner} onChange={(event) => change({ owner: event.currentTarget.value })}>
          {OWNERS.map(([id, name]) => (
            <option key={id} value={id}>{name}</option>
          ))}
        </select>
        <input type="search" aria-label="搜索投诉" placeholder="编号或内容" value={filter.words}
          onInput={(event) => change({ words: event.currentTarget.value.trim() })} data-testid="complaint-search" />
      </div>
      {failed && <p class="empty" role="alert">{failed}</p>}
      {data && data.complaints.length === 0 && <p class="empty">没有符合条件的投诉</p>}
      <ul class="cases" aria-label="投诉列表">
        {data?.complaints.map((row) => (
          <Row key={row.number} row={row} />
        ))}
      </ul>
    </>
  );
}

function Levels({ levels }: { levels: ComplaintList['levels'] }) {
  return (
    <p class="levels">
      {(['over', 'red', 'amber'] as const).filter((level) => levels[level] > 0).map((level) => (
        <span key={level} class={`level level--${level}`}>
          {LEVELS[level]} {levels[level]}
        </span>
      ))}
    </p>
  );
}

function Row({ row }: { row: ComplaintRow }) {
  return (
    <li>
      <a href={`#/complaints/${row.number}`} class={`case-row case-row--${row.level}`} data-testid="complaint-row">
        <span class="case-row__number">{row.number}</span>
        <Clock row={row} />
        <span class="case-row__text">{row.summary}</span>
        <span class="case-row__side">
          {row.state_text} · {row.owner ?? '无人负责'} · {row.customer} · {longDay(dayOf(row.received_at), false)}受理
          {row.severity === 'high' && <b class="warn"> · 情绪激动</b>}
          {row.news && <b class="warn" data-testid="complaint-news"> · 客户有新情况</b>}
          {row.escalated && <b class="warn"> · 已上报</b>}
        </span>
      </a>
    </li>
  );
}
