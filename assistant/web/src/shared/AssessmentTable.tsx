import { amountOf } from './money';

export interface AssessedItem {
  name: string;
  claimed: string;
  approved: string;
  reason: string;
  clause: string;
}

interface Props {
  items: readonly AssessedItem[];
  claimed: string;
  approved: string;
}

/** What was claimed and what is paid, item by item; where less is paid, why and by which clause. */
export function AssessmentTable({ items, claimed, approved }: Props) {
  return (
    <table class="assessed">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">申请</th>
          <th scope="col">核定</th>
        </tr>
      </thead>
      {items.map((item, at) => (
        <tbody key={at}>
          <tr>
            <th scope="row">{item.name}</th>
            <td>{amountOf(item.claimed)}</td>
            <td>{amountOf(item.approved)}</td>
          </tr>
          {(item.reason || item.clause) && (
            <tr class="assessed__why">
              <td colSpan={3}>{[item.reason, item.clause].filter(Boolean).join('　依据：')}</td>
            </tr>
          )}
        </tbody>
      ))}
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <td>{amountOf(claimed)}</td>
          <td data-testid="approved-total">{amountOf(approved)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
