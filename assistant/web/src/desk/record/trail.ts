/** The audit trail in words: who, what, and with which particulars. */

import { stepTitle } from '../complaints/words';
import { intentOf } from '../supervisor/words';
import { ROLE_WORDS } from './words';

const ACTORS: Record<string, string> = { bot: '智能助手', assistant: '智能助手', customer: '客户', system: '系统', record: '系统', desk: '系统', operator: '运维' };

const ACTIONS: Record<string, string> = {
  login: '登录', 'login.refused': '登录被拒',
  'account.created': '新建账号', 'account.role_changed': '改角色', 'account.activated': '启用账号', 'account.deactivated': '停用账号',
  'account.password_reset': '重置密码', 'account.password_changed': '修改密码', 'account.logged_out': '强制退出',
  'handoff.requested': '转人工', 'handoff.accepted': '接入会话', 'handoff.transferred': '转交会话', 'handoff.returned': '交还助手',
  'handoff.closed': '结束会话', 'handoff.released': '收回会话', 'handoff.taken_over': '接管会话', 'handoff.whispered': '悄悄提示',
  'handoff.rated': '评价人工服务', 'rating.explained': '说明不满意的原因', 'rating.settled': '处理差评', 'reply.rated': '评价答案',
  'callback.promised': '约定回电', 'callback.phone': '留回电号码', 'callback.done': '已回电', 'seat.changed': '改坐席状态',
  'canned.saved': '保存快捷回复', 'canned.removed': '删除快捷回复',
  'identity.verified': '身份核对通过', 'identity.refused': '身份核对未通过',
  'material.received': '收到材料', 'material.notice': '一次性告知缺的材料',
  'complaint.filed': '投诉受理', 'complaint.added': '补充投诉', 'complaint.evidence_read': '查看投诉证据',
  'transcript.downloaded': '下载会话记录', 'transcript.unmasked': '查看完整信息', 'transcript.link_made': '生成下载链接', 'transcript.exported': '导出会话记录',
  'record.anchored': '记录锚点', 'record.verified': '校验记录', 'record.erased': '到期删除', 'rows.erased': '到期删除',
  'hold.placed': '设置保全', 'hold.lifted': '解除保全',
  'quality.sampled': '质检抽样', 'quality.scored': '质检评分', 'figures.exported': '导出数据',
  'doubt.labelled': '存为训练样本', 'doubt.dismissed': '略过待改进的话', 'doubt.knowledge': '写成知识',
  'knowledge.proposed': '拟写知识', 'knowledge.published': '启用知识', 'knowledge.refused': '退回知识',
  'knowledge.put_back': '知识文件没写成，退回待启用',
};

const CLAIM: Record<string, string> = {
  reported: '报案', accepted: '受理', investigating: '开始调查', closed: '结案', cancelled: '撤销', paper_accepted: '材料合格', paper_rejected: '材料不合格',
  notice: '通知补充材料', file_put: '文件归到材料', note: '备注', assigned: '分派', unassigned: '取消分派', followup: '回访', assessed: '定损',
  refusal_assessed: '提出拒赔', advance_asked: '提出先予支付', advance_approved: '先予支付审核通过', advance_returned: '先予支付退回',
  advance_paid: '先予支付', audited: '审核通过', refused: '拒赔', returned: '审核退回', paid: '付款', disputed: '提出异议', dispute_way: '选择异议方式',
  dispute_said: '补充异议', dispute_upheld: '复核维持', dispute_changed: '复核改变', dispute_withdrawn: '异议撤回', rated: '评分', file_read: '查看材料',
  file_made: '生成卷宗', searched: '按人查找案件',
};

const DETAILS: Record<string, string> = {
  address: '地址', role: '角色', before: '原为', sessions: '会话数', failed: '次数', reason: '原因', format: '格式', clear: '完整信息', breaks: '断链',
  rule: '规则', lines: '消息', item: '材料', conversation: '会话', up_to: '至', scope: '范围', seed: '随机种子', start: '从', end: '到', count: '个数',
  of: '范围内', topic: '主题', score: '分数', why: '原因', to_agent: '转给', to_skill: '技能组', automatic: '自动分配', due: '期限', due_at: '期限',
  code: '结束原因', label: '意图', from: '原状态', to: '新状态', points: '分数', evidence: '证据', state: '状态', capacity: '上限', skills: '技能组',
  seq: '第几条', good: '好评', rows: '条数', file: '文件', amount: '金额', outcome: '结论', way: '方式', agent: '处理人', shortcut: '快捷码', shared: '公共',
  by: '按', about: '查的人（代码）', found: '看到的案件', hold: '保全号',
  handler: '处理人号', approved: '核定金额', items: '材料', source: '依据',
};

const VALUES: Record<string, string> = {
  matter: '只这一件', customer: '这位客户的全部', true: '是', false: '否', silent: '没有回应', gone: '已离开', online: '在线', busy: '忙碌', offline: '离线',
  emergency: '紧急情况', risk: '高风险', complaint: '投诉', dispute: '理赔异议', doubt: '涉及金额', request: '要求人工', decision: '需人工办理',
  misunderstanding: '没听懂', fault: '助手故障', reported: '已报案', accepted: '已受理', investigating: '调查中', assessed: '已定损', audited: '审核完成',
  name: '姓名', phone: '手机号', paid: '已付款', closed: '已结案', refused: '拒赔', disputed: '复议中', cancelled: '已撤销',
};

export const actorWords = (actor: string): string => ACTORS[actor] ?? actor;

/** Return what was done, in words. */
export function actionWords(action: string): string {
  const [room = '', step = ''] = action.split('.');
  if (ACTIONS[action]) return ACTIONS[action];
  if (room === 'claim') return `理赔：${CLAIM[step] ?? '其他操作'}`;
  return room === 'complaint' ? `投诉：${stepTitle(step)}` : '其他操作';
}

/** Return a note's details in one line. */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([name, value]) => DETAILS[name] && value !== null && value !== '')
    .map(([name, value]) => `${DETAILS[name]}：${valueWords(name, value)}`)
    .join('，');
}

function valueWords(name: string, value: unknown): string {
  const text = String(value);
  if (Array.isArray(value)) return value.map((each) => valueWords(name, each)).join('、');
  if (name === 'label') return intentOf(text);
  if (name === 'role') return ROLE_WORDS[text as keyof typeof ROLE_WORDS] ?? text;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return text.slice(0, 16).replace('T', ' ');
  return VALUES[text] ?? text;
}
