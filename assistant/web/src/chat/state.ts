/** What the chat page knows. */

import type { Company, Limits, Line, Marks, Owner, Wait } from '../shared/api';
import type { Attachment, Refused } from './attachments';
import type { Echo } from './echo';

export interface Typist {
  who: 'bot' | 'agent';
  name: string;
}

export interface ChatState {
  /** The history has been fetched once. */
  loaded: boolean;
  company: Company;
  limits: Limits;
  lines: Line[];
  echoes: Echo[];
  owner: Owner;
  place: number | null;
  wait: Wait | null;
  /** How far the lines have come to the agent. */
  marks: Marks;
  /** Which answers the customer found good or bad, by the line's number. */
  ratings: Record<number, boolean>;
  typist: Typist | null;
  /** The last request reached the server. */
  online: boolean;
  /** Picked and not sent yet. */
  tray: Attachment[];
  /** Picked and not fit to send. */
  refused: Refused[];
  /** Something to tell the customer for a moment. */
  notice: string;
  large: boolean;
}

/** What is shown until the server has been reached: the hotline must be there even without a connection. */
export const FIRST_STATE: ChatState = {
  loaded: false,
  company: { name: '栖云保险股份有限公司', short: '栖云保险', hotline: '400-000-0186' },
  limits: { text: 4000, upload_mb: 10 },
  lines: [],
  echoes: [],
  owner: 'bot',
  place: null,
  wait: null,
  marks: { delivered: 0, read: 0 },
  ratings: {},
  typist: null,
  online: true,
  tray: [],
  refused: [],
  notice: '',
  large: false,
};
