import { splitNumbers } from './words';

/** Text in which some telephone numbers can be dialled. */
export function Numbers({ text, numbers }: { text: string; numbers: readonly string[] }) {
  return (
    <>
      {splitNumbers(text, numbers).map(({ text: piece, tel }, at) =>
        tel ? (
          <a key={at} href={`tel:${tel}`}>
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  );
}
