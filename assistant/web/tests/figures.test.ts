import { describe, expect, it } from 'vitest';
import { lastDays, meanOf, shareOf, timeOf } from '../src/desk/supervisor/figures';

describe('figures in words', () => {
  it('tells times', () => {
    expect([null, 0, 59.4, 65, 3599.6, 3725].map(timeOf)).toEqual(['—', '0秒', '59秒', '1分05秒', '1小时00分', '1小时02分']);
  });
  it('tells shares and means', () => {
    expect([null, 0, 0.25, 0.6667, 1].map(shareOf)).toEqual(['—', '0%', '25%', '66.7%', '100%']);
    expect([null, 4, 4.5, 143.33].map(meanOf)).toEqual(['—', '4', '4.5', '143.33']);
  });
  it('counts back over the end of a month', () => {
    expect(lastDays('2026-12-02', 7)).toEqual({ from: '2026-11-26', to: '2026-12-02' });
    expect(lastDays('2026-12-02', 1)).toEqual({ from: '2026-12-02', to: '2026-12-02' });
  });
});
