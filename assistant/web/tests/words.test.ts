import { expect, test } from 'vitest';
import { captionOf, lengthOf, moneyOf, sizeOf, splitNumbers, wordsAround } from '../src/shared/words';

test('length counts code points', () => {
  expect(lengthOf('栖云𠮷')).toBe(3);
});

test('sizes and amounts are written for people', () => {
  expect([sizeOf(512), sizeOf(20 * 1024), sizeOf(3.5 * 1024 * 1024)]).toEqual(['512 B', '20 KB', '3.5 MB']);
  expect([moneyOf('500000'), moneyOf('6820.00'), moneyOf('3268.5'), moneyOf('以条款为准')]).toEqual([
    '500,000 元',
    '6,820 元',
    '3,268.50 元',
    '以条款为准',
  ]);
});

test('words stand around what the card shows', () => {
  const text = '请核对一下：\n· 日期：昨天\n· 地点：张杨路\n没问题就点“确认提交”。';
  expect(wordsAround(text, ['日期：', '地点：'])).toEqual({ before: '请核对一下：', after: '没问题就点“确认提交”。' });
});

test('words without a card are left alone', () => {
  expect(wordsAround('日期对吗？', [''])).toEqual({ before: '日期对吗？', after: '' });
});

test('the file name is taken off the caption', () => {
  expect([captionOf('[a.jpg] 行驶证', 'a.jpg'), captionOf('[a.jpg]', 'a.jpg'), captionOf('行驶证', 'a.jpg')]).toEqual(['行驶证', '', '行驶证']);
});

test('only whole known numbers can be dialled', () => {
  expect(splitNumbers('请拨400-000-0186或12378。', ['400-000-0186', '12378'])).toEqual([
    { text: '请拨' },
    { text: '400-000-0186', tel: '4000000186' },
    { text: '或' },
    { text: '12378', tel: '12378' },
    { text: '。' },
  ]);
  expect(splitNumbers('编号123789', ['12378'])).toEqual([{ text: '编号123789' }]);
});
