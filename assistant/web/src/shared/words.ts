/** Small pure helpers on text and figures. */

/** Return the length as the server counts it: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Return a file size: `820 KB`, `3.4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Return an amount of yuan with grouped digits; anything else as it is. */
export function moneyOf(amount: string): string {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!found) return amount;
  const whole = (found[1] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = (found[2] ?? '').replace(/0+$/, '');
  return `${whole}${cents ? `.${cents.padEnd(2, '0')}` : ''} 元`;
}

export interface Around {
  before: string;
  after: string;
}

/** Return what `text` says before and after the lines that a card shows better: those that begin with one of `shown`. */
export function wordsAround(text: string, shown: readonly string[]): Around {
  const starts = shown.filter(Boolean);
  const lines = text.split('\n');
  const hidden = lines.map((line) => {
    const bare = line.replace(/^[\s·•\-*]*(?:\d+[.、)）]\s*)?/, '');
    return starts.some((start) => bare.startsWith(start));
  });
  const cut = hidden.indexOf(true);
  if (cut < 0) return { before: text.trim(), after: '' };
  const kept = (from: number, to: number) => lines.filter((_, at) => at >= from && at < to && !hidden[at]).join('\n').trim();
  return { before: kept(0, cut), after: kept(cut, lines.length) };
}

/** Return what the customer wrote beside a file; the transcript's text begins with the file's name in brackets. */
export function captionOf(text: string, fileName: string): string {
  const mark = `[${fileName}]`;
  return text.startsWith(mark) ? text.slice(mark.length).trim() : text;
}

export interface Piece {
  text: string;
  tel?: string;
}

/** Cut `text` at the telephone numbers in `numbers`, which become `tel:` links. */
export function splitNumbers(text: string, numbers: readonly string[]): Piece[] {
  const known = numbers.filter((number) => /^[\d-]{3,20}$/.test(number)).sort((a, b) => b.length - a.length);
  if (known.length === 0) return [{ text }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(new RegExp(`[\\d-]*(?:${known.join('|')})[\\d-]*`, 'g'))) {
    if (!known.includes(found[0])) continue; // part of a longer number
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
    pieces.push({ text: found[0], tel: found[0].replace(/-/g, '') });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
