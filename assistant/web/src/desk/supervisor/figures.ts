/** Figures in words. */

/** Return a time as `1分05秒`; nothing counted is a dash. */
export function timeOf(seconds: number | null): string {
  if (seconds === null) return '—';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}秒`;
  if (whole < 3600) return `${Math.floor(whole / 60)}分${String(whole % 60).padStart(2, '0')}秒`;
  return `${Math.floor(whole / 3600)}小时${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}分`;
}

/** Return a share as percent; nothing counted is a dash. */
export function shareOf(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
}

/** Return a mean to two places; nothing counted is a dash. */
export function meanOf(mean: number | null): string {
  return mean === null ? '—' : mean.toFixed(2).replace(/\.?0+$/, '');
}

/** Return the last `days` days up to `today`, both as `YYYY-MM-DD`. */
export function lastDays(today: string, days: number): { from: string; to: string } {
  const start = new Date(`${today}T00:00:00Z`);
  start.setUTCDate(start.getUTCDate() - days + 1);
  return { from: start.toISOString().slice(0, 10), to: today };
}
