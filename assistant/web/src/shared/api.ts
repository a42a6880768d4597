/** The server's JSON, as the chat page and the desk read it. Times are ISO 8601 with an offset. */

export type Author = 'customer' | 'bot' | 'agent' | 'system';
export type Owner = 'bot' | 'queue' | 'agent' | 'closed';
export type Role = 'agent' | 'supervisor' | 'admin' | 'claims' | 'auditor' | 'trainee';

export interface Button {
  title: string;
  payload: string;
}

export interface Citation {
  entry: string;
  document: string;
  clause: string;
  version: string;
  effective_from: string;
  quote: string;
}

export interface FileInfo {
  name: string;
  media_type: string;
  size: number;
}

export interface SummaryRow {
  field: string;
  label: string;
  value: string;
}

export interface ChecklistItem {
  id: string;
  name: string;
  why?: string;
  form?: string;
  how?: string;
  state: 'missing' | 'received' | 'rejected';
  reason?: string;
}

export interface ProgressStep {
  title: string;
  /** On a claim's way: the steps are then those of this very claim, wherever it has gone. */
  state?: string;
  done: boolean;
  at?: string | null;
}

export interface ProgressItem {
  number: string;
  title: string;
  state: string;
  state_text: string;
  steps: ProgressStep[];
  /** What comes next, as a sentence; of a complaint the day by which it is answered. */
  note?: string;
  /** What was decided on a claim, and why. */
  result?: ClaimResult | null;
}

export interface ClaimResult {
  outcome: 'pay' | 'refuse';
  items: { name: string; claimed: string; approved: string; reason: string; clause: string }[];
  claimed: string;
  approved: string;
  clause: string;
  grounds: string;
}

export interface Policy {
  number: string;
  product: string;
  insured: string;
  effective_from: string;
  effective_to: string;
  sum_insured: string | null;
  premium: string | null;
  in_force: boolean;
}

export interface ComparisonTable {
  columns: string[];
  rows: { label: string; values: string[] }[];
}

/** What a line carries beside its text; which fields are there depends on the kind. */
export interface LineData {
  external_id?: string;
  file?: FileInfo;
  summary?: SummaryRow[];
  claim_number?: string;
  next?: string[];
  checklist?: ChecklistItem[];
  items?: ProgressItem[];
  policies?: Policy[];
  table?: ComparisonTable;
  complaint_number?: string;
  due_on?: string;
  /** Where the result of a complaint is downloaded. */
  letter?: string;
  place?: number;
  agent?: string;
}

export interface Line {
  seq: number;
  at: string;
  from: Author;
  kind: string;
  text: string;
  buttons: Button[];
  citations: Citation[];
  data: LineData;
  agent?: string | null;
  /** False for what only the desk sees. */
  shown?: boolean;
}

export interface Company {
  name: string;
  short: string;
  hotline: string;
}

export interface Limits {
  text: number;
  upload_mb: number;
}

export interface Session {
  token: string;
  company: Company;
  limits: Limits;
}

/** How far lines have come to the other side. */
export interface Marks {
  delivered: number;
  read: number;
}

/** How it stands for somebody who waits: the seconds to expect, or until when we call back. */
export interface Wait {
  place: number;
  seconds: number | null;
  callback_at: string | null;
}

export interface MessagePage {
  messages: Line[];
  owner: Owner;
  agent_id?: number | null;
  place?: number | null;
  wait?: Wait | null;
  marks?: Marks;
  /** Which answers the customer found good or bad, by the line's number. */
  ratings?: Record<number, boolean>;
}

export interface Agent {
  id: number | string;
  name: string;
  role: Role;
  /** The password was given by somebody else and must be changed first. */
  one_time?: boolean;
}

export interface Me {
  agent: Agent;
  csrf: string;
}

export interface QueueItem {
  conversation_id: string;
  reason: string;
  reason_text: string;
  priority: number;
  requested_at: string;
  due_at: string;
  note: string;
  last_text: string;
  customer: string;
  channel: string;
  unread: number;
  skill?: string;
  kept_for?: { agent_id: number; name: string; until: string } | null;
}

export interface Queue {
  waiting: QueueItem[];
  mine: QueueItem[];
  /** Complaints of this agent in which the customer did something that nobody has taken note of. */
  complaint_news: number;
}

export interface Fact {
  matter?: string;
  field: string;
  value: string;
  said?: string;
}

export interface GivenAnswer {
  at: string;
  text: string;
  citations: Citation[];
}

export interface Deadline {
  answer_by?: string;
  number?: string;
  decide_by?: string;
  source?: string;
}

/** What an agent is handed with a conversation. */
export interface Packet {
  summary_text?: string[];
  reason?: string;
  reason_text?: string;
  deadline?: Deadline;
  facts?: Fact[];
  answers?: GivenAnswer[];
  missing_materials?: { claim: string; item: string }[];
  mood?: { tone: string | null; text: string; said: string; at: string | null };
  earlier?: { at: string; title: string; text: string }[];
}

export interface ConversationDetail {
  conversation_id: string;
  owner: Owner;
  agent_id: number | string | null;
  packet: Packet | null;
  lines: Line[];
  marks?: Marks;
  channel?: string;
  customer?: string;
}

export interface Suggestion {
  title: string;
  text: string;
  citations: Citation[];
}

export type SeatState = 'online' | 'busy' | 'offline';

export interface Seat {
  agent_id: number;
  name: string;
  state: SeatState;
  automatic: boolean;
  capacity: number;
  talking: number;
  skills: string[];
}

export interface Named {
  id: string;
  title: string;
}

export interface Floor {
  seat: Seat | null;
  colleagues: Seat[];
  groups: Named[];
  closing_codes: Named[];
  open: boolean;
}

export interface ActiveTalk {
  conversation_id: string;
  channel: string;
  customer: string;
  agent: string;
  reason: string;
  reason_text: string;
  unanswered_since: string | null;
}

export interface Callback {
  id: number;
  conversation_id: string;
  customer: string;
  phone: string | null;
  due_at: string;
  created_at: string;
  owner: Owner;
}

export interface Canned {
  id: number;
  shortcut: string;
  title: string;
  text: string;
  filled: string;
  missing: string[];
  shared: boolean;
  editable: boolean;
}

export interface FoundLine {
  conversation_id: string;
  seq: number;
  at: string;
  from: Author;
  text: string;
  shown: boolean;
  agent: string | null;
  channel: string;
  owner: Owner;
}
