/** What the desk page knows. */

import type { ActiveTalk, ConversationDetail, Floor, Line, Marks, Me, Queue, QueueItem } from '../shared/api';

export type Pane = 'queue' | 'talk' | 'packet';
export type Phase = 'loading' | 'login' | 'in';

export interface Toast {
  id: number;
  text: string;
  tone: 'bad' | 'good';
}

export interface Draft {
  reply: string;
  note: string;
  whisper: string;
}

export interface DeskState {
  phase: Phase;
  me: Me | null;
  queue: Queue;
  /** The conversation that is open, or being opened. */
  selected: string | null;
  detail: ConversationDetail | null;
  lines: Line[];
  /** How far the lines have come to the customer. */
  marks: Marks;
  floor: Floor | null;
  /** Who talks with whom, for supervisors. */
  active: ActiveTalk[];
  /** Until when the customer counts as typing, in milliseconds. */
  typingUntil: number;
  online: boolean;
  toasts: Toast[];
  drafts: Record<string, Draft>;
  sound: boolean;
  /** The one pane that a narrow screen shows. */
  pane: Pane;
}

export const FIRST_STATE: DeskState = {
  phase: 'loading',
  me: null,
  queue: { waiting: [], mine: [], complaint_news: 0 },
  selected: null,
  detail: null,
  lines: [],
  marks: { delivered: 0, read: 0 },
  floor: null,
  active: [],
  typingUntil: 0,
  online: true,
  toasts: [],
  drafts: {},
  sound: false,
  pane: 'queue',
};

export const NO_DRAFT: Draft = { reply: '', note: '', whisper: '' };

/** Return the conversations in the order they stand on the page: the agent's own first. */
export function inOrder(queue: Queue): QueueItem[] {
  return [...queue.mine, ...queue.waiting];
}

/** Return the conversation `step` places further from the selected one; none selected, the first. */
export function neighbour(queue: Queue, selected: string | null, step: 1 | -1): string | null {
  const items = inOrder(queue);
  const at = items.findIndex((item) => item.conversation_id === selected);
  const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step));
  return items[next]?.conversation_id ?? null;
}

/** Return how many things wait for this agent: people in the queue and unread messages. */
export function pending(queue: Queue): number {
  return queue.waiting.length + queue.mine.reduce((sum, item) => sum + item.unread, 0);
}

/** What this agent may do with the open conversation. */
export type Standing = 'mine' | 'waiting' | 'others' | 'none';

export function standing(state: DeskState): Standing {
  const { detail, me } = state;
  if (!detail || !me) return 'none';
  if (detail.owner === 'queue') return 'waiting';
  if (detail.owner !== 'agent') return 'none';
  return String(detail.agent_id) === String(me.agent.id) ? 'mine' : 'others';
}
