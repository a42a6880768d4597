import { useEffect, useRef } from 'preact/hooks';
import { AlertIcon, FileIcon, PersonIcon } from '../../shared/icons';
import { useStore } from '../../shared/store';
import { dayLabel, stampOf } from '../../shared/time';
import { ClockChip } from './Clocks';
import { FilterBar } from './FilterBar';
import { pagesIn } from './filter';
import { useListKeys } from './keys';
import type { ClaimList } from './list';
import type { ListPage, Row } from './types';

/** All claims that the filter lets through, those with the nearest deadline first. */
export function ListView({ list }: { list: ClaimList }) {
  const { found, loading, selected } = useStore(list.store, (state) => state);
  useListKeys(list);
  return (
    <main class="page claims" aria-label="理赔案件">
      <FilterBar list={list} />
      <p class="claims__count" role="status" data-testid="claims-total">
        {found ? `共 ${found.total} 件` : '正在读取…'}
        {found && loading && '，正在更新…'}
        <a class="claims__link" href="#/claims/followups" data-testid="calls-link">
          待回访
        </a>
      </p>
      {found && <Rows found={found} selected={selected} onSelect={(number) => list.select(number)} />}
      {found && <Pager found={found} onPage={(page) => list.narrow({ page })} />}
      <p class="keys-hint">
        <kbd>j</kbd>
        <kbd>k</kbd>选择　<kbd>Enter</kbd>打开
      </p>
    </main>
  );
}

interface RowsProps {
  found: ListPage;
  selected: string | null;
  onSelect: (number: string) => void;
}

function Rows({ found, selected, onSelect }: RowsProps) {
  if (found.claims.length === 0) return <p class="empty claims__none">没有符合条件的案件</p>;
  return (
    <ul class="claim-rows" data-testid="claim-rows">
      {found.claims.map((row) => (
        <li key={row.number}>
          <RowView row={row} selected={row.number === selected} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}

function RowView({ row, selected, onSelect }: { row: Row; selected: boolean; onSelect: (number: string) => void }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (selected) link.current?.focus();
  }, [selected]);
  return (
    <a ref={link} class="claim-row" href={`#/claims/${row.number}`} aria-current={selected ? 'true' : undefined}
      onFocus={() => onSelect(row.number)} data-testid="claim-row" data-number={row.number}>
      <span class="claim-row__what">
        <strong>{row.number}</strong>
        <span>{row.kind_text}</span>
      </span>
      <span class="claim-row__state">
        <span class="state-tag">{row.state_text}</span>
        {row.missing > 0 && (
          <span class="claim-row__missing">
            <FileIcon size={14} /> 缺 {row.missing} 份
          </span>
        )}
      </span>
      <span class="claim-row__clocks">
        {row.clocks.slice(0, 2).map((clock) => (
          <ClockChip key={clock.id} clock={clock} />
        ))}
        {row.clocks.length > 2 && <small>另有 {row.clocks.length - 2} 个时限</small>}
      </span>
      <span class="claim-row__who">
        {row.customer}
        <small>{row.phone}</small>
      </span>
      <span class={`claim-row__handler ${row.handler ? '' : 'claim-row__handler--none'}`}>
        {row.handler ? <PersonIcon size={14} /> : <AlertIcon size={14} />}
        {row.handler?.name ?? '未分配'}
      </span>
      <time class="claim-row__at" dateTime={row.reported_at} title={stampOf(row.reported_at)}>
        {dayLabel(row.reported_at)}报案
      </time>
    </a>
  );
}

function Pager({ found, onPage }: { found: ListPage; onPage: (page: number) => void }) {
  const last = pagesIn(found.total, found.size);
  if (last < 2) return null;
  return (
    <nav class="pager" aria-label="翻页">
      <button type="button" class="button" disabled={found.page <= 1} onClick={() => onPage(found.page - 1)} data-testid="page-before">
        上一页
      </button>
      <span>
        {found.page} / {last}
      </span>
      <button type="button" class="button" disabled={found.page >= last} onClick={() => onPage(found.page + 1)} data-testid="page-after">
        下一页
      </button>
    </nav>
  );
}
