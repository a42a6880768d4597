import { useEffect, useRef } from 'preact/hooks';

/** Shows a password that is good for one login: once, and never again. */
export function Secret({ name, password, onDone }: { name: string; password: string; onDone: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="secret-title" onClose={onDone} data-testid="secret">
      <h2 id="secret-title">{name}的一次性密码</h2>
      <p class="office__secret" data-testid="secret-password">
        {password}
      </p>
      <p>请当面或通过电话告知本人。首次登录后必须修改，关闭后不再显示。</p>
      <div class="dialog__foot">
        <button type="button" class="button button--main" onClick={onDone}>
          我已记下
        </button>
      </div>
    </dialog>
  );
}
