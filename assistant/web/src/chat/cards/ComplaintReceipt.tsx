import { FlagIcon } from '../../shared/icons';
import { longDay } from '../../shared/time';

export function ComplaintReceipt({ number, due }: { number: string; due: string }) {
  return (
    <section class="card card--receipt" aria-label="投诉回执">
      <h3 class="card__title">
        <FlagIcon /> 投诉已登记
      </h3>
      <p class="card__label">投诉编号</p>
      <p class="card__number" data-testid="complaint-number">
        {number}
      </p>
      {due && <p class="card__foot">最迟 {longDay(due)} 前答复您</p>}
    </section>
  );
}
