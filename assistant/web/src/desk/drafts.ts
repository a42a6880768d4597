/** What is being written, kept over a reload or a lost connection, for this tab's life. */

import { recall, remember } from '../shared/storage';
import type { Draft } from './state';

const KEY = 'qiyun.desk.drafts';

export function keptDrafts(): Record<string, Draft> {
  try {
    return JSON.parse(recall(KEY, 'session') ?? '{}') as Record<string, Draft>;
  } catch {
    return {};
  }
}

export function keepDrafts(drafts: Record<string, Draft>): void {
  const written = Object.entries(drafts).filter(([, draft]) => draft.reply || draft.note || draft.whisper);
  remember(KEY, written.length > 0 ? JSON.stringify(Object.fromEntries(written)) : null, 'session');
}
