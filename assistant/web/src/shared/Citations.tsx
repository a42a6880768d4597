import type { Citation } from './api';
import { BookIcon, ChevronIcon } from './icons';
import { longDay } from './time';

/** What an answer rests on, folded until somebody wants to read it. */
export function Citations({ citations }: { citations: Citation[] }) {
  const [first] = citations;
  if (!first) return null;
  const more = citations.length > 1 ? ` 等${citations.length}处` : '';
  return (
    <details class="citations" data-testid="citations">
      <summary>
        <BookIcon size={16} />
        <span class="citations__head">
          依据：《{first.document}》{first.clause}
          {more}
        </span>
        <ChevronIcon size={16} />
      </summary>
      <ul>
        {citations.map((citation) => (
          <li key={`${citation.document}${citation.clause}${citation.entry}`}>
            <p class="citations__place">
              《{citation.document}》{citation.clause}
            </p>
            {versionOf(citation) && <p class="citations__version">{versionOf(citation)}</p>}
            {citation.quote && <blockquote>{citation.quote}</blockquote>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Return `版本 2025-01 · 2025年1月1日起施行`, as far as it is known. */
export function versionOf({ version, effective_from: from }: Citation): string {
  return [version && `版本 ${version}`, from && `${longDay(from)}起施行`].filter(Boolean).join(' · ');
}
