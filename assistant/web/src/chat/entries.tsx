/** The four ways in. A chip sends its own words. */

import { BookIcon, ClipboardIcon, ClockIcon, PersonIcon } from '../shared/icons';
import { useChat } from './context';

export const ENTRIES = [
  { text: '问条款', hint: '保什么、怎么算', Icon: BookIcon },
  { text: '我要报案', hint: '全天受理，大约两分钟', Icon: ClipboardIcon },
  { text: '查理赔进度', hint: '到哪步了、还差什么', Icon: ClockIcon },
  { text: '转人工', hint: '投诉、异议、想和人谈', Icon: PersonIcon },
] as const;

/** The entries as large tiles, as chips in a row, or as a list. */
export function Entries({ form }: { form: 'tiles' | 'row' | 'list' }) {
  const chat = useChat();
  return (
    <ul class={`entries entries--${form}`} aria-label="常用服务">
      {ENTRIES.map(({ text, hint, Icon }) => (
        <li key={text}>
          <button type="button" class="entry" onClick={() => chat.sendText(text)} data-testid="entry">
            {form !== 'row' && <Icon size={22} />}
            <span class="entry__text">{text}</span>
            {form !== 'row' && <span class="entry__hint">{hint}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
