import { CloseIcon } from '../shared/icons';
import { useDesk, useDeskState } from './context';

export function Toasts() {
  const desk = useDesk();
  const toasts = useDeskState((state) => state.toasts);
  return (
    <div class="toasts" role="alert" data-testid="toasts">
      {toasts.map(({ id, text, tone }) => (
        <p key={id} class={`toast toast--${tone}`}>
          <span>{text}</span>
          <button type="button" onClick={() => desk.dismiss(id)} aria-label="关闭提示">
            <CloseIcon size={16} />
          </button>
        </p>
      ))}
    </div>
  );
}
