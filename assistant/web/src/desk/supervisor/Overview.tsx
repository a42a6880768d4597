import { useMemo, useState } from 'preact/hooks';
import { dayOf, longDay } from '../../shared/time';
import { leftOf } from '../complaints/words';
import { useRemote } from '../remote';
import { Section } from '../Section';
import { lastDays, meanOf, shareOf, timeOf } from './figures';
import { LowRatings } from './LowRatings';
import { Plot } from './Plot';
import { RangePicker } from './RangePicker';
import { Table } from './Table';
import { type Figures, type Point, type Range, ROOT } from './types';

const EVERY_MS = 60_000;
const DAYS = 7;

export function Overview() {
  const [range, setRange] = useState<Range>(lastDays(dayOf(new Date()), DAYS));
  const query = new URLSearchParams({ ...range });
  const { data, failed } = useRemote<Figures>(`${ROOT}/figures?${query}`, EVERY_MS);
  return (
    <>
      <RangePicker range={range} onChange={setRange} />
      {failed && <p class="empty" role="alert">{failed}</p>}
      {data && (
        <>
          <Cards figures={data} />
          <Risks figures={data} query={query} />
          <LowRatings rows={data.low} />
          <Plots figures={data} />
          <Tables figures={data} query={query} />
        </>
      )}
    </>
  );
}

function Cards({ figures }: { figures: Figures }) {
  const { talks, people, rating, complaint } = figures;
  const cards: [string, string, string][] = [
    ['会话', String(talks.conversations), `客户消息 ${talks.messages} 条`],
    ['助手独立解决', shareOf(talks.bot_share), `${talks.solved_by_bot} 个会话`],
    ['转人工', String(people.requests), `接起 ${people.accepted}，放弃 ${people.left}`],
    ['等待', timeOf(people.wait.median), `九成在 ${timeOf(people.wait.p90)} 内`],
    ['首次响应', timeOf(people.first_response.median), `九成在 ${timeOf(people.first_response.p90)} 内`],
    ['承诺时限内接起', shareOf(people.within_promise), `平均处理 ${timeOf(people.handling.mean)}`],
    ['解决率', shareOf(people.resolved_share), `已解决 ${people.resolved}`],
    ['客户评分', rating.ratings ? `${meanOf(rating.rating)} / 5` : '—', `${rating.ratings} 人评分，答案好评 ${shareOf(rating.good_share)}`],
    ['投诉', String(complaint.filed), `按期答复 ${shareOf(complaint.in_time_share)}`],
  ];
  return (
    <ul class="figures" aria-label="主要数据" data-testid="cards">
      {cards.map(([name, value, note]) => (
        <li key={name} class="card-figure">
          <span>{name}</span>
          <b>{value}</b>
          <small>{note}</small>
        </li>
      ))}
    </ul>
  );
}

function Risks({ figures, query }: { figures: Figures; query: URLSearchParams }) {
  const { complaints, complaint } = figures;
  return (
    <Section title={`期限风险（临近 ${complaint.at_risk}，逾期 ${complaint.overdue}）`} tools={<Csv name="complaints" query={query} />}>
      {complaints.length === 0 && <p class="empty">没有临近或逾期的投诉</p>}
      <ul class="plain-list" data-testid="risks">
        {complaints.map((row) => (
          <li key={row.number}>
            <span class={`level level--${row.level}`}>{leftOf(row)}</span> <a href={`#/complaints/${row.number}`}>{row.number}</a>{' '}
            <span class="soft">
              {row.owner ?? '无人负责'} · {longDay(row.due_on, false)}到期{row.escalated && ' · 已上报'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const dayLabels = (points: Point[]) => points.map(({ key }) => String(key).slice(5));
const hourLabels = (points: Point[]) => points.map(({ key }) => `${key}时`);

function Plots({ figures: { days, hours } }: { figures: Figures }) {
  const plots = useMemo(() => [
    { title: '每天的消息和转人工', labels: dayLabels(days), series: volumes(days) },
    { title: '每天的平均等待和首次响应（秒）', labels: dayLabels(days), series: delays(days) },
    { title: '一天中各时段的消息和转人工', labels: hourLabels(hours), series: volumes(hours) },
    { title: '一天中各时段的平均等待和首次响应（秒）', labels: hourLabels(hours), series: delays(hours) },
  ], [days, hours]);
  return (
    <div class="plots">
      {plots.map((plot) => (
        <Plot key={plot.title} {...plot} />
      ))}
    </div>
  );
}

const volumes = (points: Point[]) => [
  { label: '客户消息', values: points.map(({ messages }) => messages), color: '#0f5c63', bars: true },
  { label: '转人工', values: points.map(({ requests }) => requests), color: '#a84f1b' },
];
const delays = (points: Point[]) => [
  { label: '等待', values: points.map(({ wait }) => wait), color: '#a84f1b' },
  { label: '首次响应', values: points.map((point) => point.first_response), color: '#0f5c63' },
];

function Tables({ figures, query }: { figures: Figures; query: URLSearchParams }) {
  const series = (points: Point[], name: (point: Point) => string) =>
    points.map((point) => [name(point), point.messages, point.requests, timeOf(point.wait), timeOf(point.first_response)]);
  const heads = ['客户消息', '转人工', '平均等待', '平均首次响应'];
  return (
    <>
      <Section title="按坐席" tools={<Csv name="agents" query={query} />}>
        <Table caption="按坐席" heads={['坐席', '接待', '平均等待', '平均首次响应', '平均处理', '承诺内接起', '已解决', '评分', '质检']}
          rows={figures.agents.map((row) => [row.agent, row.taken, timeOf(row.wait), timeOf(row.first_response), timeOf(row.handling),
            shareOf(row.within_promise), row.resolved, meanOf(row.rating), meanOf(row.review)])} />
      </Section>
      <Section title="按原因">
        <Table caption="按原因" heads={['原因', '转人工']} rows={figures.reasons.map(({ text, count }) => [text, count])} />
      </Section>
      <Section title="按天" tools={<Csv name="days" query={query} />}>
        <Table caption="按天" heads={['日期', ...heads]} rows={series(figures.days, ({ key }) => String(key))} />
      </Section>
      <Section title="按时段" tools={<Csv name="hours" query={query} />}>
        <Table caption="按时段" heads={['时段', ...heads]} rows={series(figures.hours, ({ key }) => `${key}时`)} />
      </Section>
    </>
  );
}

const NAMES = { agents: '按坐席', days: '按天', hours: '按时段', complaints: '期限风险' };

function Csv({ name, query }: { name: keyof typeof NAMES; query: URLSearchParams }) {
  return (
    <a class="button button--small" href={`${ROOT}/tables/${name}?${query}`} download data-testid={`csv-${name}`}>
      CSV<span class="sr-only">：{NAMES[name]}</span>
    </a>
  );
}
