import { Component } from 'preact';
import type { Line } from '../shared/api';
import { clockOf } from '../shared/time';
import { captionOf } from '../shared/words';
import { Body } from './cards/Body';
import { useChatState } from './context';
import { FileView } from './FileView';
import { lastReadByAgent } from './transcript';

interface Props {
  line: Line;
  /** Sender and time are shown. */
  head: boolean;
  /** Its buttons are in play. */
  active: boolean;
  /** Its card is the newest of its claim. */
  current: boolean;
}

const ASIDES = new Set(['handoff', 'system', 'agent', 'smalltalk']);

/** One line of the conversation. Lines never change, so a row renders again only when its place does. */
export class MessageRow extends Component<Props> {
  shouldComponentUpdate(next: Props): boolean {
    const { line, head, active, current } = this.props;
    return next.line !== line || next.head !== head || next.active !== active || next.current !== current;
  }

  render({ line, head, active, current }: Props) {
    const from = line.from === 'system' && !ASIDES.has(line.kind) ? 'bot' : line.from;
    return (
      <article class={`row row--${from}`} data-testid="message" data-from={line.from} data-kind={line.kind} data-seq={line.seq}>
        {head && from !== 'system' ? <Sender line={line} /> : <span class="sr-only">{senderOf(line)}：</span>}
        {line.from === 'customer' ? <Said line={line} /> : line.data.file ? <Sent line={line} /> : <Body line={line} active={active} current={current} />}
      </article>
    );
  }
}

/** A file from an agent. */
function Sent({ line }: { line: Line }) {
  const { file } = line.data;
  return file ? <FileView id="" name={file.name} type={file.media_type} size={file.size} seq={line.seq} from="客服" /> : null;
}

function Sender({ line }: { line: Line }) {
  return (
    <p class="row__sender">
      <span class={line.from === 'customer' ? 'sr-only' : ''}>{senderOf(line)}</span>
      <time dateTime={line.at}>{clockOf(line.at)}</time>
    </p>
  );
}

/** Whether the agent has read it: only under the last that was. */
function ReadMark({ seq }: { seq: number }) {
  const shown = useChatState(({ owner, marks, lines }) => owner === 'agent' && seq <= marks.read && seq === lastReadByAgent(lines, marks.read));
  return shown ? <p class="state" data-testid="read-mark">客服已读</p> : null;
}

function senderOf(line: Line): string {
  if (line.from === 'customer') return '您';
  if (line.from === 'agent') return `客服 ${line.agent ?? ''}`.trim();
  return line.from === 'bot' ? '智能助手' : '系统提示';
}

function Said({ line }: { line: Line }) {
  const { file, external_id: id } = line.data;
  if (!file) {
    return (
      <>
        <p class="bubble bubble--customer">{line.text}</p>
        <ReadMark seq={line.seq} />
      </>
    );
  }
  return (
    <>
      <FileView id={id ?? ''} name={file.name} type={file.media_type} size={file.size} seq={line.seq} />
      {captionOf(line.text, file.name) && <p class="bubble bubble--customer">{captionOf(line.text, file.name)}</p>}
    </>
  );
}
