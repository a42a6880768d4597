import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../context';
import { CasePage } from './CasePage';
import { ClaimList } from './list';
import { ListView } from './ListView';

/** The list of claims or, named in the address, one of them; the list keeps its filter meanwhile. */
export function ClaimsPage({ rest }: { rest: string }) {
  const desk = useDesk();
  const list = useMemo(() => new ClaimList(desk), [desk]);
  useEffect(() => list.watch(), [list]);
  return rest ? <CasePage key={rest} number={rest} list={list} /> : <ListView list={list} />;
}
