import { CaseView } from './CaseView';
import { ListView } from './ListView';

/** All complaints, or the one that the address names. */
export function ComplaintsPage({ rest }: { rest: string }) {
  return <main class="page">{rest ? <CaseView key={rest} number={rest} /> : <ListView />}</main>;
}
