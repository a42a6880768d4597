/** Money as whole fen, so that no sum is ever rounded. */

const MOST_DIGITS = 12; // of yuan: what fits a number exactly, with room for sums

/** Return fen for an amount of yuan as typed or sent (`1,234.5`); null for what is no amount. */
export function fenOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(/^¥|元$/g, '');
  const found = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(plain);
  const whole = (found?.[1] ?? '').replace(/,/g, '');
  if (!found || whole.length > MOST_DIGITS) return null;
  return Number(whole) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** Return fen as decimal yuan for the server: `1234.50`. */
export function yuanOf(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Return an amount as people read it, always with two places: `1,234.50 元`; anything else as it is. */
export function amountOf(amount: string | number): string {
  const fen = typeof amount === 'number' ? amount : fenOf(amount);
  if (fen === null) return String(amount);
  return `${yuanOf(fen).replace(/\B(?=(\d{3})+\.)/g, ',')} 元`;
}
