import type { ComponentChildren } from 'preact';
import type { Line } from '../../shared/api';
import { AlertIcon, PhoneIcon } from '../../shared/icons';

const SERVICES: readonly [string, string][] = [
  ['120', '医疗急救'],
  ['119', '火警救援'],
  ['122', '交通事故'],
  ['110', '报警求助'],
  ['12356', '心理援助'],
];

/** What to do in danger, before anything else, with the numbers one tap away. */
export function Safety({ line, children }: { line: Line; children: ComponentChildren }) {
  const named = SERVICES.filter(([number]) => new RegExp(`(^|\\D)${number}(\\D|$)`).test(line.text));
  const calls = named.length > 0 ? named : SERVICES.slice(0, 4);
  return (
    <section class="safety" aria-label="安全提示">
      <h3 class="safety__title">
        <AlertIcon size={22} /> 先确保人身安全
      </h3>
      <p class="safety__text">{line.text}</p>
      <ul class="safety__calls">
        {calls.map(([number, name]) => (
          <li key={number}>
            <a class="safety__call" href={`tel:${number}`}>
              <PhoneIcon size={18} />
              <strong>{number}</strong>
              <span>{name}</span>
            </a>
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}
