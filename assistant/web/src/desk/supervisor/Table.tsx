interface Props {
  caption: string;
  heads: string[];
  rows: (string | number)[][];
}

/** A table that scrolls sideways where the screen is narrow. */
export function Table({ caption, heads, rows }: Props) {
  if (rows.length === 0) return <p class="empty">没有数据</p>;
  return (
    <div class="table" tabIndex={0} role="region" aria-label={`${caption}表格`}>
      <table>
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={String(cells[0])}>
              {cells.map((cell, at) => (at === 0 ? <th key={at} scope="row">{cell}</th> : <td key={at}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
