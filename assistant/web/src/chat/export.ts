/** The conversation as a text file the customer can keep. */

import type { Company, Line } from '../shared/api';
import { dayOf, longDay, stampOf } from '../shared/time';

/** Return the whole conversation as plain text, with the sources of each answer. */
export function conversationText(lines: readonly Line[], company: Company, now: Date = new Date()): string {
  const head = [
    `${company.name} 在线客服对话记录`,
    `导出时间：${stampOf(now.toISOString())}`,
    `客服热线：${company.hotline}`,
  ];
  return `${[head.join('\n'), ...lines.map((line) => lineText(line, company))].join('\n\n')}\n`;
}

function lineText(line: Line, company: Company): string {
  const sources = line.citations.map((source) => {
    const version = [source.version && `版本${source.version}`, source.effective_from && `${longDay(source.effective_from)}起施行`];
    return `  依据：《${source.document}》${source.clause}（${version.filter(Boolean).join('，')}）\n    ${source.quote}`;
  });
  const choices = line.buttons.length ? [`  可选：${line.buttons.map((button) => button.title).join(' / ')}`] : [];
  return [`[${stampOf(line.at)}] ${senderOf(line, company)}`, line.text, ...choices, ...sources].join('\n');
}

function senderOf(line: Line, company: Company): string {
  if (line.from === 'customer') return '我';
  if (line.from === 'agent') return `客服 ${line.agent ?? ''}`.trim();
  return line.from === 'bot' ? `${company.short}智能助手` : '系统提示';
}

/** Hand the customer the conversation as a file. */
export function downloadConversation(lines: readonly Line[], company: Company): void {
  const blob = new Blob(['\ufeff', conversationText(lines, company)], { type: 'text/plain;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${company.short}对话记录-${dayOf(new Date())}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
