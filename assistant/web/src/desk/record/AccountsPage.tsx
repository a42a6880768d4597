import { useState } from 'preact/hooks';
import type { Role } from '../../shared/api';
import { dayOf } from '../../shared/time';
import { useDeskState } from '../context';
import { useRemote, useSend } from '../remote';
import { Secret } from './Secret';
import { type Account, ROLE_WORDS } from './words';

const ROOT = '/desk/api/accounts';

/** Everybody's accounts, for the administrator. */
export function AccountsPage() {
  const accounts = useRemote<{ accounts: Account[]; roles: Role[] }>(ROOT);
  const [secret, setSecret] = useState<{ name: string; password: string } | null>(null);
  return (
    <main class="page office">
      <h2>账号</h2>
      <NewAccount roles={accounts.data?.roles ?? []} onMade={(name, password) => {
        setSecret({ name, password });
        accounts.reload();
      }} />
      {accounts.failed && <p class="office__fault" role="alert">{accounts.failed}</p>}
      <div class="office__scroll" tabIndex={0} role="region" aria-label="账号列表">
        <table class="office__table" data-testid="accounts">
          <thead>
            <tr>
              <th scope="col">账号</th>
              <th scope="col">角色</th>
              <th scope="col">状态</th>
              <th scope="col">登录中</th>
              <th scope="col">建立</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {accounts.data?.accounts.map((account) => (
              <Row key={account.id} account={account} roles={accounts.data?.roles ?? []} onDone={accounts.reload}
                onSecret={(password) => setSecret({ name: account.name, password })} />
            ))}
          </tbody>
        </table>
      </div>
      {secret && <Secret {...secret} onDone={() => setSecret(null)} />}
    </main>
  );
}

function NewAccount({ roles, onMade }: { roles: Role[]; onMade: (name: string, password: string) => void }) {
  const send = useSend();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('agent');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const made = await send<{ password: string }>(ROOT, { name: name.trim(), role });
    if (!made) return;
    onMade(name.trim(), made.password);
    setName('');
  };
  return (
    <form class="office__form" onSubmit={submit}>
      <label>
        <span>新账号名称</span>
        <input value={name} required maxLength={64} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} data-testid="account-name" />
      </label>
      <label>
        <span>角色</span>
        <RoleSelect roles={roles} value={role} onChange={setRole} testid="account-role" />
      </label>
      <button type="submit" class="button button--main" data-testid="account-create">
        新建
      </button>
    </form>
  );
}

interface RowProps {
  account: Account;
  roles: Role[];
  onDone: () => void;
  onSecret: (password: string) => void;
}

function Row({ account, roles, onDone, onSecret }: RowProps) {
  const send = useSend();
  const own = useDeskState((state) => state.me?.agent.id === account.id);
  const change = async (action: string, question: string, body: object = {}) => {
    if (question && !confirm(question)) return onDone();
    const done = await send<{ password?: string }>(`${ROOT}/${account.id}/${action}`, body);
    if (done?.password) onSecret(done.password);
    onDone();
  };
  const { name } = account;
  return (
    <tr class={account.active ? '' : 'office__off'} data-testid={`account-${name}`}>
      <th scope="row">{name}</th>
      <td>
        <RoleSelect roles={roles} value={account.role} label={`${name}的角色`}
          onChange={(role) => void change('role', `把${name}改为${ROLE_WORDS[role as Role]}？对方需要重新登录。`, { role })} />
      </td>
      <td>{stateWords(account)}</td>
      <td>{account.sessions}</td>
      <td>{dayOf(account.created_at)}</td>
      <td class="office__tools">
        <button type="button" class="button" onClick={() => void change('reset', `重置${name}的密码？对方会立即退出。`)}>
          重置密码
        </button>
        <button type="button" class="button" disabled={!account.sessions} onClick={() => void change('logout', `让${name}在所有设备上退出？`)}>
          强制退出
        </button>
        {account.active ? (
          <button type="button" class="button button--danger" disabled={own} onClick={() => void change('deactivate', `停用${name}？`)}>
            停用
          </button>
        ) : (
          <button type="button" class="button" onClick={() => void change('activate', '')}>
            启用
          </button>
        )}
      </td>
    </tr>
  );
}

function stateWords({ active, locked, one_time: oneTime }: Account): string {
  if (!active) return '已停用';
  if (locked) return '已锁定';
  return oneTime ? '待改密码' : '在用';
}

interface RoleSelectProps {
  roles: Role[];
  value: string;
  onChange: (role: string) => void;
  label?: string;
  testid?: string;
}

function RoleSelect({ roles, value, onChange, label, testid }: RoleSelectProps) {
  return (
    <select value={value} aria-label={label} data-testid={testid} onChange={(event) => onChange(event.currentTarget.value)}>
      {roles.map((role) => (
        <option key={role} value={role} selected={role === value}>
          {ROLE_WORDS[role]}
        </option>
      ))}
    </select>
  );
}
