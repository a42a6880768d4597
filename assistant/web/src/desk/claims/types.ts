/** The claims part of the desk's JSON. Money is decimal yuan as a string, times are ISO 8601, everything about a person is masked. */

export interface Named {
  id: number;
  name: string;
}

export interface Titled {
  id: string;
  title: string;
}

export type Level = 'ok' | 'amber' | 'red' | 'over' | 'paused' | 'met' | 'waiting';

/** A deadline that a law sets, and where it stands. */
export interface Clock {
  id: string;
  title: string;
  article: string;
  started_on: string | null;
  due_on: string | null;
  days_left: number | null;
  level: Level;
  paused_days: number;
  met_on: string | null;
}

export interface Row {
  number: string;
  kind: string;
  kind_text: string;
  state: string;
  state_text: string;
  customer: string;
  phone: string;
  occurred_on: string | null;
  reported_at: string;
  updated_at: string;
  handler: Named | null;
  clocks: Clock[];
  missing: number;
}

export interface ListPage {
  claims: Row[];
  total: number;
  page: number;
  size: number;
  kinds: Titled[];
  states: Titled[];
  handlers: Named[];
}

/** What reading a file by machine suggested. A hint, never a verdict. */
export interface Look {
  kind_text?: string;
  hints?: string[];
}

export interface CaseFile {
  id: number;
  name: string;
  media_type: string;
  size: number;
  stored_at: string;
  /** How many pages can be drawn; 0 where none can. */
  pages: number;
  item: string | null;
  look?: Look | null;
}

export type PaperState = 'missing' | 'received' | 'rejected';

export interface Paper {
  item: string;
  name: string;
  why: string;
  form: string;
  how: string;
  state: PaperState;
  state_text: string;
  reason: string;
  updated_at: string | null;
  files: CaseFile[];
  /** Who of the staff has looked at it and said whether it will do. */
  judged_by: string | null;
  judged_at: string | null;
}

export interface AssessmentItem {
  name: string;
  claimed: string;
  approved: string;
  reason: string;
  clause: string;
}

export interface Assessment {
  id: number;
  outcome: 'pay' | 'refuse';
  items: AssessmentItem[];
  claimed: string;
  approved: string;
  grounds: string;
  clause: string;
  by: Named;
  at: string;
  verdict: 'approved' | 'returned' | null;
  audited_by: Named | null;
  audited_at: string | null;
  audit_note: string;
}

export interface Dispute {
  id: number;
  way: string;
  way_text: string;
  reason: string;
  opened_by: string;
  opened_at: string;
  outcome: string | null;
  outcome_text: string;
  decision: string | null;
  decided_by: string | null;
  decided_at: string | null;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  title: string;
  text: string;
  by: string;
  /** The customer sees it. */
  shown: boolean;
}

export interface Followup {
  id: number;
  due_on: string;
  done_at: string | null;
  by: string | null;
  text: string | null;
}

/** A call that is due, as the list of them shows it. */
export interface DueCall extends Followup {
  number: string;
  customer: string;
  phone: string;
  kind_text: string;
  overdue: boolean;
}

/** Something that can be done with a claim; where this person cannot do it now, why not. */
export interface ClaimAction {
  id: string;
  title: string;
  allowed: boolean;
  why: string;
}

export interface ClaimCase {
  number: string;
  kind: string;
  kind_text: string;
  state: string;
  state_text: string;
  version: number;
  customer: string;
  phone: string;
  occurred_on: string | null;
  reported_at: string;
  updated_at: string;
  handler: Named | null;
  conversation_id: string;
  report: { field: string; label: string; value: string }[];
  /** What was noticed when it was reported; `told` to the customer or for the staff alone. */
  checks: { code: string; text: string; told: boolean }[];
  papers: Paper[];
  loose_files: CaseFile[];
  /** What is still to be paid of the last assessment. */
  due?: string | null;
  /** Early payments of the certain part that were proposed, the oldest first. */
  advances?: { approved: string; grounds: string }[];
  notices: { sent_at: string; by: string; items: { item: string; name: string }[]; completed_at: string | null }[];
  clocks: Clock[];
  timeline: TimelineEntry[];
  assessments: Assessment[];
  payments: { amount: string; reference: string; paid_on: string; by: string; at: string }[];
  refusal: { clause: string; reasons: string; notice_sent_at: string | null } | null;
  disputes: Dispute[];
  notes: { at: string; by: string; text: string }[];
  followups: Followup[];
  rating: { score: number; at: string } | null;
  audit: { at: string; actor: string; action: string; action_text: string; detail: string }[];
  actions: ClaimAction[];
}
