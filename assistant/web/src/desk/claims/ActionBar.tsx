import { useState } from 'preact/hooks';
import { useDeskState } from '../context';
import { CommandDialog } from './CommandDialog';
import { type Command, commandOf } from './commands';
import { useCase, useCaseState } from './context';
import type { ClaimAction, ClaimCase, Named } from './types';
import { actionOf } from './words';

/** The way of a claim, then what leaves it. Papers, notes and follow-ups have places of their own. */
const ORDER = ['accept', 'investigate', 'notice', 'assess', 'refuse', 'audit', 'pay', 'advance', 'audit_advance', 'pay_advance', 'close', 'decide', 'dispute', 'assign', 'cancel'];
const QUIET = new Set(['notice', 'refuse', 'advance', 'dispute', 'assign', 'cancel']);

interface Props {
  claim: ClaimCase;
  handlers: readonly Named[];
}

/** What can be done now, as buttons; what cannot, with the reason. */
export function ActionBar({ claim, handlers }: Props) {
  const [asking, setAsking] = useState<{ action: ClaimAction; command: Command } | null>(null);
  const begin = (action: ClaimAction) => {
    const command = commandOf(action.id, claim, handlers);
    setAsking(command && { action, command });
  };
  const chief = useDeskState((state) => state.me?.agent.role === 'supervisor'); // others assign to themselves alone
  const actions = ORDER.map((id) => actionOf(claim, id));
  const offered = actions.filter((action) => action.allowed && (action.id !== 'assign' || chief));
  const withheld = actions.filter((action) => !action.allowed && action.why);
  return (
    <div class="action-bar">
      <TakeButton claim={claim} />
      {offered.map((action) => (
        <ActionButton key={action.id} action={action} onClick={() => begin(action)} />
      ))}
      {offered.length === 0 && <span class="action-bar__none">您现在没有要做的操作。</span>}
      {withheld.length > 0 && <Withheld actions={withheld} />}
      {asking && <CommandDialog command={asking.command} against={actionOf(claim, asking.action.id).why} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** Opens the dialog of an action; deciding is done on a page of its own. */
function ActionButton({ action, onClick }: { action: ClaimAction; onClick: () => void }) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const press = () => {
    if (action.id === 'assess' || action.id === 'refuse') open.write({ outcome: action.id === 'assess' ? 'pay' : 'refuse' });
    if (action.id === 'assess' || action.id === 'refuse' || action.id === 'audit') open.show('assess');
    else onClick();
  };
  const look = action.id === 'cancel' ? 'button--danger' : QUIET.has(action.id) ? '' : 'button--main';
  return (
    <button type="button" class={`button ${look}`} disabled={busy} onClick={press} data-testid={`action-${action.id}`}>
      {action.title}
    </button>
  );
}

/** Takes a claim over with one click. */
function TakeButton({ claim }: { claim: ClaimCase }) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const me = useDeskState((state) => state.me?.agent);
  if (!me || claim.handler?.id === me.id || !actionOf(claim, 'assign').allowed) return null;
  return (
    <button type="button" class="button" disabled={busy} onClick={() => void open.act('assign', { agent_id: me.id }, '由您处理')} data-testid="take">
      由我处理
    </button>
  );
}

function Withheld({ actions }: { actions: ClaimAction[] }) {
  return (
    <details class="withheld" data-testid="withheld">
      <summary>其他操作为什么不能做</summary>
      <dl>
        {actions.map(({ id, title, why }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
