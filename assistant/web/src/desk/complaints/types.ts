/** Complaints as the server gives them. */

export type Level = 'calm' | 'amber' | 'red' | 'over';

export interface ComplaintRow {
  number: string;
  state: string;
  state_text: string;
  severity: string;
  customer: string;
  owner: string | null;
  summary: string;
  received_at: string;
  due_on: string;
  /** Days until the deadline; below 0 it has passed. */
  left: number;
  level: Level;
  escalated: boolean;
  /** The customer added something, or took it back, and nobody has taken note of that. */
  news: boolean;
}

export interface ComplaintList {
  complaints: ComplaintRow[];
  levels: Record<Level, number>;
}

export interface Term {
  clock_from: string;
  grade: string;
  title: string;
  days: number;
  source: string;
  /** How sure the source is, in the marks of the fact sheets. */
  mark: string;
  extended_on: string | null;
  appraisal: boolean;
  not_counted: number;
}

export interface ComplaintCase extends ComplaintRow {
  conversation_id: string;
  text: string;
  demand: string;
  result: string;
  outcome: string | null;
  term: Term;
  parties: { role: string; name: string; contact: string }[];
  evidence: { id: number; kind: 'upload' | 'line' | 'note'; text: string; added_at: string }[];
  history: { at: string; actor: string; step: string; state: string; text: string }[];
  extension: { reason: string; by: string | null } | null;
  merged_into: string | null;
  others: string[];
  uploads: { id: number; name: string }[];
  lines: { seq: number; from: string; text: string }[];
  steps: string[];
  choices: { parties: Record<string, string>; outcomes: Record<string, string>; agents: string[] };
}

export const ROOT = '/desk/api/complaints';

export const pathOf = (number: string) => `${ROOT}/${encodeURIComponent(number)}`;
