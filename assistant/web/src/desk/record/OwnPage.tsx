import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useDesk, useDeskState } from '../context';
import { useRemote, useSend } from '../remote';
import { browserWords, type Login, ROLE_WORDS } from './words';

/** One's own account: the password and the logins. */
export function OwnPage() {
  const me = useDeskState((state) => state.me);
  const logins = useRemote<{ sessions: Login[] }>('/desk/api/sessions');
  return (
    <main class="page office">
      <h2>我的账号</h2>
      {me && (
        <p>
          {me.agent.name}，{ROLE_WORDS[me.agent.role]}
        </p>
      )}
      <PasswordForm onDone={logins.reload} />
      <h3>登录中的设备</h3>
      <ul class="office__logins">
        {logins.data?.sessions.map((login) => (
          <li key={login.id}>
            <strong>{browserWords(login.browser)}</strong> {login.address}
            {login.own && <span class="count count--quiet">本机</span>}
            <small>
              {stampOf(login.since)} 登录，最近使用 {stampOf(login.seen_at)}
            </small>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** What stands before everything else while the password is one that somebody else gave. */
export function FirstPassword() {
  const desk = useDesk();
  return (
    <main class="page office">
      <h2>请先设置自己的密码</h2>
      <p>您用的是一次性密码。设置好自己的密码后，才能继续。</p>
      <PasswordForm onDone={() => location.reload()} />
      <button type="button" class="button" onClick={() => void desk.logout()}>
        退出登录
      </button>
    </main>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const desk = useDesk();
  const send = useSend();
  const [fault, setFault] = useState('');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const [old, fresh, again] = ['old', 'new', 'again'].map((name) => String(new FormData(form).get(name)));
    setFault(fresh === again ? '' : '两次输入的新密码不一样。');
    if (fresh !== again || !(await send('/desk/api/password', { old, new: fresh }))) return;
    form.reset();
    desk.toast('密码已修改，其他设备已退出', 'good');
    onDone();
  };
  return (
    <form class="office__password" onSubmit={submit}>
      <label>
        <span>原密码</span>
        <input name="old" type="password" autocomplete="current-password" required data-testid="password-old" />
      </label>
      <label>
        <span>新密码（至少10位）</span>
        <input name="new" type="password" autocomplete="new-password" minLength={10} maxLength={200} required data-testid="password-new" />
      </label>
      <label>
        <span>再输一次新密码</span>
        <input name="again" type="password" autocomplete="new-password" required data-testid="password-again" />
      </label>
      {fault && <p class="office__fault" role="alert">{fault}</p>}
      <button type="submit" class="button button--main" data-testid="password-submit">
        修改密码
      </button>
    </form>
  );
}
