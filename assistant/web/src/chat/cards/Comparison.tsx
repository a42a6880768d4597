import type { ComparisonTable } from '../../shared/api';

/** Products side by side; on a narrow screen the table scrolls by itself. */
export function Comparison({ table }: { table: ComparisonTable }) {
  return (
    <section class="card card--flush" aria-label="产品对比">
      <div class="scroll-x" tabIndex={0} role="region" aria-label="产品对比表，可左右滑动">
        <table class="comparison">
          <thead>
            <tr>
              <th scope="col">
                <span class="sr-only">项目</span>
              </th>
              {table.columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                {row.values.map((value, at) => (
                  <td key={at}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
