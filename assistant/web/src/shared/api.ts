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
  done: boolean;
  at?: string | null;
}

export interface ProgressItem {
  number: string;
  title: string;
  state: string;
  state_text: string;
  steps: ProgressStep[];
  note?: string;
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

export interface MessagePage {
  messages: Line[];
  owner: Owner;
  place?: number | null;
  /** Which answers the customer found good or bad, by the line's number. */
  ratings?: Record<number, boolean>;
}

export interface Agent {
  id: number | string;
  name: string;
  role: Role;
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
}

export interface Queue {
  waiting: QueueItem[];
  mine: QueueItem[];
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
}

export interface ConversationDetail {
  conversation_id: string;
  owner: Owner;
  agent_id: number | string | null;
  packet: Packet | null;
  lines: Line[];
}

export interface Suggestion {
  title: string;
  text: string;
  citations: Citation[];
}
