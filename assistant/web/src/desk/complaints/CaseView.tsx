import { useState } from 'preact/hooks';
import { longDay, stampOf } from '../../shared/time';
import { useRemote } from '../remote';
import { Section } from '../Section';
import { Clock } from './Clock';
import { StepDialog } from './StepDialog';
import { type ComplaintCase, pathOf } from './types';
import { MARKS, STEPS, stepTitle } from './words';

export function CaseView({ number }: { number: string }) {
  const { data, failed, replace } = useRemote<ComplaintCase>(pathOf(number), 30_000);
  const [step, setStep] = useState<string | null>(null);
  if (failed) return <p class="empty" role="alert">{failed}</p>;
  if (!data) return <p class="loading">正在打开…</p>;
  return (
    <>
      <Head found={data} />
      <Actions found={data} onStep={setStep} />
      <div class="case-grid">
        <div>
          <Matter found={data} />
          <Evidence found={data} />
          <History found={data} />
        </div>
        <aside aria-label="期限与当事人">
          <TermPart found={data} />
          <Parties found={data} />
        </aside>
      </div>
      {step && (
        <StepDialog step={step} found={data} onDone={(after) => {
          if (after) replace(after);
          setStep(null);
        }} />
      )}
    </>
  );
}

function Head({ found }: { found: ComplaintCase }) {
  return (
    <div class="page__head">
      <a href="#/complaints" class="back">‹ 全部投诉</a>
      <h2>{found.number}</h2>
      <Clock row={found} />
      <span>{found.state_text}</span>
      <span class="soft">负责人：{found.owner ?? '还没有'}</span>
      {found.news && <b class="warn">客户有新情况，见经过</b>}
      {found.escalated && <b class="warn">已上报主管</b>}
      {found.merged_into && <a href={`#/complaints/${found.merged_into}`}>已并入 {found.merged_into}</a>}
    </div>
  );
}

function Actions({ found, onStep }: { found: ComplaintCase; onStep: (step: string) => void }) {
  const waiting = found.extension !== null;
  const offered = found.steps.filter((step) => STEPS[step] && (waiting || (step !== 'approve' && step !== 'refuse')) && sensible(step, found));
  const order = Object.keys(STEPS);
  return (
    <div class="actions" role="group" aria-label="操作">
      {offered.sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((step) => (
        <button key={step} type="button" class={`button ${STEPS[step]?.tone ? `button--${STEPS[step].tone}` : ''}`}
          onClick={() => onStep(step)} data-testid={`step-${step}`}>
          {STEPS[step]?.title}
        </button>
      ))}
      {(found.result || found.state === 'withdrawn') && (
        <>
          <a class="button" href={`${pathOf(found.number)}/letter`} download data-testid="letter">书面文件 PDF</a>
          <a class="button" href={`${pathOf(found.number)}/letter?format=txt`} download>书面文件文本</a>
        </>
      )}
    </div>
  );
}

/** Whether a step makes sense as the term stands; the server decides anyway. */
function sensible(step: string, { term, extension }: ComplaintCase): boolean {
  if (step === 'appraise') return !term.appraisal;
  if (step === 'appraised') return term.appraisal;
  if (step === 'complex') return term.grade !== 'complex';
  if (step === 'extend') return term.grade === 'complex' && !term.extended_on && !extension;
  return true;
}

function Matter({ found }: { found: ComplaintCase }) {
  return (
    <Section title="投诉内容">
      <p class="verbatim">{found.text}</p>
      <dl class="pairs">
        <dt>诉求</dt>
        <dd>{found.demand || '还没有登记'}</dd>
        <dt>处理结果</dt>
        <dd class="verbatim">{found.result || '还没有'}</dd>
        {found.outcome && <dt>结案</dt>}
        {found.outcome && <dd>{found.outcome}</dd>}
      </dl>
      {found.others.length > 0 && (
        <p class="soft">
          同一客户还在处理的投诉：
          {found.others.map((number) => (
            <a key={number} href={`#/complaints/${number}`}>{number} </a>
          ))}
        </p>
      )}
    </Section>
  );
}

function TermPart({ found }: { found: ComplaintCase }) {
  const { term, extension } = found;
  return (
    <Section title="期限">
      <p class="term">
        <b>{longDay(found.due_on)}</b> 前答复
      </p>
      <dl class="pairs">
        <dt>适用</dt>
        <dd>{term.title}（{term.days} 日）</dd>
        <dt>起算</dt>
        <dd>{longDay(term.clock_from)}的次日</dd>
        {term.extended_on && <dt>延期</dt>}
        {term.extended_on && <dd>{longDay(term.extended_on)}已批准并告知客户</dd>}
        {term.not_counted > 0 && <dt>鉴定</dt>}
        {term.not_counted > 0 && <dd>{term.not_counted} 天不计入{term.appraisal && '，仍在鉴定'}</dd>}
        <dt>依据</dt>
        <dd>
          {term.source}
          <small>〔{term.mark}〕{MARKS[term.mark] ?? ''}</small>
        </dd>
      </dl>
      {extension && <p class="notice">{extension.by} 申请延期：{extension.reason}。等待主管审批。</p>}
    </Section>
  );
}

function Parties({ found }: { found: ComplaintCase }) {
  return (
    <Section title="当事人">
      {found.parties.length === 0 && <p class="empty">还没有登记</p>}
      <ul class="plain-list">
        {found.parties.map(({ role, name, contact }) => (
          <li key={`${role}${name}`}>
            <span class="tag-soft">{role}</span> {name} <small>{contact}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const KINDS = { upload: '文件', line: '会话', note: '说明' };

function Evidence({ found }: { found: ComplaintCase }) {
  return (
    <Section title="证据">
      {found.evidence.length === 0 && <p class="empty">还没有证据</p>}
      <ul class="plain-list">
        {found.evidence.map(({ id, kind, text, added_at: at }) => (
          <li key={id}>
            <span class="tag-soft">{KINDS[kind]}</span>{' '}
            {kind === 'upload' ? <a href={`${pathOf(found.number)}/evidence/${id}`} target="_blank" rel="noreferrer">{text}</a> : text}
            <small>{stampOf(at)}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function History({ found }: { found: ComplaintCase }) {
  return (
    <Section title="经过">
      <ol class="history" aria-label="经过">
        {[...found.history].reverse().map((entry, at) => (
          <li key={`${entry.at}${at}`}>
            <time dateTime={entry.at}>{stampOf(entry.at)}</time>
            <b>{stepTitle(entry.step)}</b>
            <span class="soft">{WHO[entry.actor] ?? entry.actor}</span>
            {entry.text && <p>{entry.text}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

const WHO: Record<string, string> = { customer: '客户', system: '系统' };
