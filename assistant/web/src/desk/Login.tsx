import { useState } from 'preact/hooks';
import { ApiError } from '../shared/http';
import { LogoIcon } from '../shared/icons';
import { useDesk } from './context';

export function Login() {
  const desk = useDesk();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    try {
      await desk.login(String(form.get('name')).trim(), String(form.get('password')));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <main class="login">
      <form class="login__form" onSubmit={submit}>
        <span class="login__logo">
          <LogoIcon size={44} />
        </span>
        <h1>栖云保险 坐席工作台</h1>
        <label>
          <span>账号</span>
          <input name="name" autocomplete="username" required autocapitalize="none" data-testid="login-name" />
        </label>
        <label>
          <span>密码</span>
          <input name="password" type="password" autocomplete="current-password" required data-testid="login-password" />
        </label>
        <p class="login__fault" role="alert" data-testid="login-error">
          {fault}
        </p>
        <button type="submit" class="button button--main" disabled={busy} data-testid="login-submit">
          {busy ? '正在登录…' : '登录'}
        </button>
      </form>
    </main>
  );
}
