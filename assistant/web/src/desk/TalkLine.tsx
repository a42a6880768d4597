import { useState } from 'preact/hooks';
import type { Line } from '../shared/api';
import { Citations } from '../shared/Citations';
import { FileIcon, NoteIcon } from '../shared/icons';
import { clockOf } from '../shared/time';
import { captionOf, sizeOf, wordsAround } from '../shared/words';
import { useDeskState } from './context';

/** One line of the transcript as the desk shows it, notes included. */
export function TalkLine({ line }: { line: Line }) {
  const note = line.shown === false;
  return (
    <article class={`said said--${note ? 'note' : line.from}`} data-testid="message" data-from={line.from} data-kind={line.kind}
      data-seq={line.seq} data-note={note}>
      <p class="said__head">
        {note && <NoteIcon size={14} />}
        <span>{senderOf(line)}</span>
        <time dateTime={line.at}>{clockOf(line.at)}</time>
        {line.from === 'agent' && !note && <Come seq={line.seq} />}
      </p>
      <div class="said__body">
        <Content line={line} />
        {line.buttons.length > 0 && <p class="said__choices">可选：{line.buttons.map((button) => button.title).join(' / ')}</p>}
      </div>
      {line.citations.length > 0 && <Citations citations={line.citations} />}
    </article>
  );
}

function Content({ line }: { line: Line }) {
  const { file } = line.data;
  const id = useDeskState((state) => state.detail?.conversation_id ?? '');
  if (!file) return <p class="said__text">{wordsOf(line)}</p>;
  const caption = captionOf(line.text, file.name);
  return (
    <>
      <FileLink address={`/desk/api/files/${id}/${line.seq}`} name={file.name} type={file.media_type} size={file.size} />
      {caption && <p class="said__text">{caption}</p>}
    </>
  );
}

/** A file to look at or to save. */
function FileLink({ address, name, type, size }: { address: string; name: string; type: string; size: number }) {
  const [broken, setBroken] = useState(false);
  const picture = type.startsWith('image/') && type !== 'image/heic' && !broken;
  return (
    <a class="said__file" href={address} target="_blank" rel="noreferrer" download={picture ? undefined : name} data-testid="file">
      {picture ? <img src={address} alt={name} loading="lazy" onError={() => setBroken(true)} /> : <FileIcon size={20} />}
      <span>
        {name} <small>{sizeOf(size)}</small>
      </span>
    </a>
  );
}

/** How far an agent's words have come. */
function Come({ seq }: { seq: number }) {
  const { delivered, read } = useDeskState((state) => state.marks);
  return <small class="said__mark" data-testid="mark">{seq <= read ? '已读' : seq <= delivered ? '已送达' : '已发送'}</small>;
}

/** Return the words without the sources, which are folded below. */
function wordsOf({ text, citations }: Line): string {
  if (citations.length === 0) return text;
  const { before, after } = wordsAround(text, ['依据：']);
  return [before, after].filter(Boolean).join('\n');
}

function senderOf(line: Line): string {
  if (line.kind === 'whisper') return `班长提示 ${line.agent ?? ''}`.trim();
  if (line.shown === false) return `内部备注 ${line.agent ?? ''}`.trim();
  if (line.from === 'agent') return `坐席 ${line.agent ?? ''}`.trim();
  return { customer: '客户', bot: '智能助手', system: '系统' }[line.from];
}
