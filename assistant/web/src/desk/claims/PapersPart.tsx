import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { AlertIcon, BulbIcon, CheckIcon, ClockIcon, FileIcon } from '../../shared/icons';
import { stampOf } from '../../shared/time';
import { sizeOf } from '../../shared/words';
import { CommandDialog } from './CommandDialog';
import { type Command, rejection } from './commands';
import { useCase, useCaseState } from './context';
import { PaperViewer } from './PaperViewer';
import type { CaseFile, ClaimCase, Paper, PaperState } from './types';
import { actionOf } from './words';

/** The checklist with what was handed in, and the file that is looked at beside it. */
export function PapersPart({ claim }: { claim: ClaimCase }) {
  const chosen = useCaseState((state) => state.file);
  const files = [...claim.papers.flatMap((paper) => paper.files), ...claim.loose_files];
  const action = actionOf(claim, 'paper');
  // each look is on record: a file opens by itself only for who is to judge it
  const file = files.find((one) => one.id === chosen) ?? (action.allowed ? files[0] : undefined);
  return (
    <div class="papers-part">
      <div class="papers-part__list">
        <h3>
          材料 <small>已收 {claim.papers.filter((paper) => paper.state === 'received').length}/{claim.papers.length}</small>
        </h3>
        {!action.allowed && <p class="empty">现在不审核材料：{action.why}。</p>}
        <ul>
          {claim.papers.map((paper) => (
            <PaperRow key={paper.item} paper={paper} shown={file?.id} judged={action.allowed} />
          ))}
        </ul>
        {claim.loose_files.length > 0 && (
          <>
            <h3>还没归到哪一项的文件</h3>
            <Files files={claim.loose_files} shown={file?.id} under={(loose) => action.allowed && <Placing file={loose} papers={claim.papers} />} />
          </>
        )}
      </div>
      {file ? <PaperViewer key={file.id} number={claim.number} file={file} /> : <p class="viewer viewer--none">{files.length > 0 ? '点一个文件，在这里查看' : '客户还没有上传文件'}</p>}
    </div>
  );
}

const MARKS: Record<PaperState, typeof CheckIcon> = { received: CheckIcon, rejected: AlertIcon, missing: ClockIcon };

interface RowProps {
  paper: Paper;
  shown: number | undefined;
  /** This person may say whether it will do. */
  judged: boolean;
}

function PaperRow({ paper, shown, judged }: RowProps) {
  const Mark = MARKS[paper.state];
  return (
    <li class={`paper-row paper-row--${paper.state}`} data-testid="paper" data-item={paper.item} data-state={paper.state}>
      <p class="paper-row__name">
        <strong>{paper.name}</strong>
        <span class="paper-row__state">
          <Mark size={14} /> {paper.state_text}
        </span>
      </p>
      {paper.reason && <p class="paper-row__reason">{paper.reason}</p>}
      <Files files={paper.files} shown={shown} />
      {paper.judged_by && (
        <small>
          {paper.judged_by} {paper.judged_at && stampOf(paper.judged_at)} 看过
        </small>
      )}
      {judged && <Judge paper={paper} />}
    </li>
  );
}

/** Accepts or rejects a paper; what came by post can be accepted without a file. */
function Judge({ paper }: { paper: Paper }) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const [command, setCommand] = useState<Command | null>(null);
  const accept = () => void open.act('paper', { item: paper.item, verdict: 'accept', reason: '' }, '已收下');
  const byPost = paper.files.length === 0;
  return (
    <p class="paper-row__tools">
      {(paper.state !== 'received' || !paper.judged_by) && (
        <button type="button" class="chip" disabled={busy} onClick={accept} data-testid="accept-paper">
          {byPost ? '已收到原件' : '合格'}
          <span class="sr-only">：{paper.name}</span>
        </button>
      )}
      {!byPost && paper.state !== 'rejected' && (
        <button type="button" class="chip chip--danger" disabled={busy} onClick={() => setCommand(rejection(paper.item, paper.name))} data-testid="reject-paper">
          不合格<span class="sr-only">：{paper.name}</span>
        </button>
      )}
      {command && <CommandDialog command={command} onClose={() => setCommand(null)} />}
    </p>
  );
}

/** Puts a file that is for no paper yet to the one that it is. */
function Placing({ file, papers }: { file: CaseFile; papers: Paper[] }) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const [item, setItem] = useState('');
  return (
    <p class="paper-row__tools">
      <select aria-label={`${file.name} 是哪样材料`} value={item} onChange={(event) => setItem(event.currentTarget.value)} data-testid="file-item">
        <option value="">是哪样材料…</option>
        {papers.map((paper) => (
          <option key={paper.item} value={paper.item}>
            {paper.name}
          </option>
        ))}
      </select>
      <button type="button" class="chip" disabled={busy || !item} onClick={() => void open.act('file', { file: file.id, item }, '已归到材料')} data-testid="put-file">
        归到这项<span class="sr-only">：{file.name}</span>
      </button>
    </p>
  );
}

interface FilesProps {
  files: CaseFile[];
  shown: number | undefined;
  /** What stands under each. */
  under?: (file: CaseFile) => ComponentChildren;
}

function Files({ files, shown, under }: FilesProps) {
  const open = useCase();
  if (files.length === 0) return null;
  return (
    <ul class="file-rows">
      {files.map((file) => (
        <li key={file.id}>
          <button type="button" class="file-row" aria-pressed={file.id === shown} onClick={() => open.look(file)} data-testid="file">
            <FileIcon size={16} />
            <span>{file.name}</span>
            <small>
              {sizeOf(file.size)} · {stampOf(file.stored_at)}
            </small>
          </button>
          <Hints file={file} />
          {under?.(file)}
        </li>
      ))}
    </ul>
  );
}

/** What reading the file by machine suggests, marked as no more than that. */
function Hints({ file: { look } }: { file: CaseFile }) {
  const hints = [look?.kind_text && `像是${look.kind_text}`, ...(look?.hints ?? [])].filter(Boolean);
  if (hints.length === 0) return null;
  return (
    <p class="look">
      <BulbIcon size={14} /> 初看提示，仅供参考：{hints.join('；')}
    </p>
  );
}
