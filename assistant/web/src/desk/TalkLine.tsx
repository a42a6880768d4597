import type { Line } from '../shared/api';
import { Citations } from '../shared/Citations';
import { FileIcon, NoteIcon } from '../shared/icons';
import { clockOf } from '../shared/time';
import { captionOf, sizeOf, wordsAround } from '../shared/words';

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
  if (!file) return <p class="said__text">{wordsOf(line)}</p>;
  const caption = captionOf(line.text, file.name);
  return (
    <>
      <p class="said__file">
        <FileIcon size={20} /> {file.name} <small>{sizeOf(file.size)}</small>
      </p>
      {caption && <p class="said__text">{caption}</p>}
    </>
  );
}

/** Return the words without the sources, which are folded below. */
function wordsOf({ text, citations }: Line): string {
  if (citations.length === 0) return text;
  const { before, after } = wordsAround(text, ['依据：']);
  return [before, after].filter(Boolean).join('\n');
}

function senderOf(line: Line): string {
  if (line.shown === false) return `内部备注 ${line.agent ?? ''}`.trim();
  if (line.from === 'agent') return `坐席 ${line.agent ?? ''}`.trim();
  return { customer: '客户', bot: '智能助手', system: '系统' }[line.from];
}
