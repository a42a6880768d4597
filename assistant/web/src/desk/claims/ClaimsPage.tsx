import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../context';
import { CallsView } from './CallsView';
import { CasePage } from './CasePage';
import { ClaimList } from './list';
import { ListView } from './ListView';

const CALLS = 'followups';

/** The list of claims, the calls to make or, named in the address, one of them; the list keeps its filter meanwhile. */
export function ClaimsPage({ rest }: { rest: string }) {
  const desk = useDesk();
  const list = useMemo(() => new ClaimList(desk), [desk]);
  useEffect(() => list.watch(), [list]);
  if (rest === CALLS) return <CallsView />;
  return rest ? <CasePage key={rest} number={rest} list={list} /> : <ListView list={list} />;
}
