import type { ComponentChildren } from 'preact';
import type { Deadline, Fact, GivenAnswer, Packet } from '../shared/api';
import { versionOf } from '../shared/Citations';
import { clockOf, longDay, stampOf } from '../shared/time';
import { useDeskState } from './context';
import { Takeaway } from './record/Takeaway';

/** What the agent is handed with the conversation. */
export function PacketPane() {
  const packet = useDeskState((state) => state.detail?.packet ?? null);
  return (
    <aside class="pane pane--packet" aria-label="客户资料" data-testid="packet">
      <div class="pane__scroll">{packet ? <PacketView packet={packet} /> : <p class="empty">选中会话后，这里显示已掌握的情况</p>}</div>
    </aside>
  );
}

function PacketView({ packet }: { packet: Packet }) {
  const { summary_text: summary = [], facts = [], answers = [], missing_materials: missing = [], mood, earlier = [] } = packet;
  return (
    <>
      <Part title="摘要">
        <ol class="summary">
          {summary.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ol>
      </Part>
      <Part title="转人工原因">
        <p class="packet__reason">{packet.reason_text || packet.reason}</p>
      </Part>
      {mood && (
        <Part title="客户情绪">
          <p class={mood.tone ? 'mood--heard' : ''}>{mood.text}</p>
          {mood.said && <small>原话：“{mood.said}”</small>}
        </Part>
      )}
      {packet.deadline && (
        <Part title="时限">
          <Deadlines deadline={packet.deadline} />
        </Part>
      )}
      <Part title="已掌握的情况" count={facts.length} empty="还没有登记信息">
        <Facts facts={facts} />
      </Part>
      <Part title="缺的材料" count={missing.length} empty="没有待补的材料">
        <ul class="missing">
          {missing.map(({ claim, item }) => (
            <li key={`${claim}${item}`}>
              {item}
              <small>{claim}</small>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="助手答过的" count={answers.length} empty="助手还没有给过答案">
        <ul class="answers">
          {answers.map((answer) => (
            <Answer key={answer.at} answer={answer} />
          ))}
        </ul>
      </Part>
      <Part title="以前的事项" count={earlier.length} empty="没有以前的事项">
        <ul class="earlier">
          {earlier.map(({ at, title, text }) => (
            <li key={`${at}${title}`}>
              {title}
              <small>
                {stampOf(at)}　{text}
              </small>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="会话记录">
        <Takeaway />
      </Part>
    </>
  );
}

interface PartProps {
  title: string;
  count?: number;
  empty?: string;
  children: ComponentChildren;
}

function Part({ title, count, empty, children }: PartProps) {
  return (
    <section class="part">
      <h2>
        {title}
        {count !== undefined && count > 0 && <span class="count count--quiet">{count}</span>}
      </h2>
      {count === 0 ? <p class="empty">{empty}</p> : children}
    </section>
  );
}

function Deadlines({ deadline }: { deadline: Deadline }) {
  const { answer_by: answer, decide_by: decide, number, source } = deadline;
  return (
    <dl class="deadlines">
      {answer && (
        <div>
          <dt>首次回应</dt>
          <dd>{stampOf(answer)} 前</dd>
        </div>
      )}
      {decide && (
        <div>
          <dt>投诉答复</dt>
          <dd>
            {longDay(decide)} 前
            {number && <small>{number}</small>}
            {source && <small>{source}</small>}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The facts by matter, each with the customer's own words. */
function Facts({ facts }: { facts: Fact[] }) {
  const matters = [...new Set(facts.map((fact) => fact.matter ?? ''))];
  return (
    <>
      {matters.map((matter) => (
        <div key={matter} class="facts">
          {matter && <h3>{matter}</h3>}
          <dl>
            {facts.filter((fact) => (fact.matter ?? '') === matter).map(({ field, value, said }) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>
                  {value}
                  {said && said !== value && <small>原话：“{said}”</small>}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}

function Answer({ answer }: { answer: GivenAnswer }) {
  return (
    <li>
      <details>
        <summary>
          <time dateTime={answer.at}>{clockOf(answer.at)}</time> {answer.text.split('\n')[0]}
        </summary>
        <p>{answer.text}</p>
      </details>
      {answer.citations.map((citation) => (
        <small key={`${citation.document}${citation.clause}`}>
          《{citation.document}》{citation.clause}　{versionOf(citation)}
        </small>
      ))}
    </li>
  );
}
