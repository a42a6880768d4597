/** Times as people read them, in the company's time zone. */

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

const clockFormat = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Return `HH:MM`. */
export function clockOf(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : clockFormat.format(at);
}

/** Return the calendar day as `YYYY-MM-DD`. */
export function dayOf(iso: string | Date): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : dayFormat.format(at);
}

/** Return a day's name: 今天, 昨天, 11月3日, or with the year when it is another one. */
export function dayLabel(iso: string, now: Date = new Date()): string {
  const day = dayOf(iso);
  if (day === dayOf(now)) return '今天';
  if (day === dayOf(new Date(now.getTime() - DAY_MS))) return '昨天';
  return longDay(day, day.slice(0, 4) !== dayOf(now).slice(0, 4));
}

/** Return `2026年1月5日` for a date, `1月5日` without the year; anything else as it is. */
export function longDay(date: string, withYear = true): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (!found) return date;
  const [, year, month, day] = found;
  return `${withYear ? `${year}年` : ''}${Number(month)}月${Number(day)}日`;
}

/** Return `YYYY-MM-DD HH:MM`. */
export function stampOf(iso: string): string {
  return `${dayOf(iso)} ${clockOf(iso)}`.trim();
}

export interface Countdown {
  text: string;
  level: 'calm' | 'soon' | 'over';
}

/** Return the time left until `due`: soon under a third of the whole, over when past. */
export function countdown(requested: string, due: string, now: number): Countdown {
  const end = Date.parse(due);
  const left = end - now;
  if (Number.isNaN(left)) return { text: '', level: 'calm' };
  if (left < 0) return { text: `已超时 ${span(-left)}`, level: 'over' };
  const whole = end - Date.parse(requested);
  return { text: `剩 ${span(left)}`, level: left < whole / 3 ? 'soon' : 'calm' };
}

function span(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)}天`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}小时${Math.floor((seconds % 3600) / 60)}分`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
