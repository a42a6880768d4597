/** The supervisor's figures as the server gives them. Times are in seconds, shares from 0 to 1; null where nothing was counted. */

import type { LowRating } from './LowRatings';

export interface Spread {
  count: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
}

export interface Point {
  key: string | number;
  messages: number;
  requests: number;
  wait: number | null;
  first_response: number | null;
}

export interface AgentFigures {
  agent: string;
  taken: number;
  wait: number | null;
  first_response: number | null;
  handling: number | null;
  within_promise: number | null;
  resolved: number;
  rating: number | null;
  review: number | null;
}

export interface AtRisk {
  number: string;
  state: string;
  state_text: string;
  owner: string | null;
  due_on: string;
  left: number;
  level: string;
  escalated: boolean;
}

export interface Figures {
  talks: { messages: number; conversations: number; solved_by_bot: number; bot_share: number | null };
  people: {
    requests: number;
    accepted: number;
    left: number;
    resolved: number;
    within_promise: number | null;
    resolved_share: number | null;
    wait: Spread;
    first_response: Spread;
    handling: Spread;
  };
  rating: { ratings: number; rating: number | null; rated_answers: number; good_share: number | null };
  complaint: { filed: number; in_time_share: number | null; open: number; at_risk: number; overdue: number };
  days: Point[];
  hours: Point[];
  agents: AgentFigures[];
  reasons: { reason: string; text: string; count: number }[];
  complaints: AtRisk[];
  /** Low ratings, with what went wrong. */
  low: LowRating[];
}

export interface Range {
  from: string;
  to: string;
}

export const ROOT = '/desk/api/supervisor';
