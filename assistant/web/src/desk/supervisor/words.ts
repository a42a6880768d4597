/** Words for what the work list names by codes: intents, causes, topics, kinds of places. */

export const INTENTS: Record<string, string> = {
  ask_knowledge: '问保险知识', ask_coverage: '问保不保、赔不赔', seek_advice: '要推荐产品', compare_products: '比较产品',
  query_policy: '查保单', change_policy: '改保单', renew_policy: '续保', surrender_policy: '退保', report_claim: '报案',
  ask_materials: '问理赔材料', submit_materials: '交理赔材料', query_claim: '查理赔进度', dispute_claim: '不服理赔结果',
  file_complaint: '投诉', query_complaint: '查投诉进度', add_complaint: '补充投诉', withdraw_complaint: '撤回投诉',
  request_human: '找人工', report_emergency: '紧急危险', greet: '打招呼', say_goodbye: '告别', thank: '道谢', ask_bot: '问助手是谁',
  chitchat: '闲聊', affirm: '同意', deny: '否定', cancel: '取消', restart: '重新开始', go_back: '返回上一步', correct: '更正',
  unsure: '说不清楚', out_of_scope: '与保险无关', upload_file: '上传文件', not_understood: '没听懂', vexed: '生气', troubled: '有难处',
};

export const CAUSES: Record<string, string> = {
  unsure: '把握不大', rejected: '没敢回答', unknown: '答不上来', rephrased: '客户换了说法', rated: '客户差评',
};

export const TOPICS: Record<string, string> = {
  accident: '意外险', buying: '购买保险', 'claims-basics': '理赔常识', claims: '理赔', 'company-cover': '公司保障范围', company: '公司',
  complaint: '投诉', contract: '合同', health: '健康险', 'home-travel': '家财和旅游', life: '寿险', 'motor-accident': '车祸',
  'motor-basics': '车险常识', 'motor-buying': '买车险', 'motor-claims': '车险理赔', 'motor-rules': '车险规则', 'motor-sides': '车险双方',
  'personal-basics': '人身险常识', 'policy-service': '保单服务', 'service-basics': '服务常识', 'social-basics': '社保常识',
  'social-papers': '社保材料', social: '社保',
};

/** Return a topic's name: those of single products carry the product's. */
export function topicOf(topic: string, products: { id: string; name: string }[]): string {
  const product = products.find(({ id }) => topic === `product-${id}`);
  return TOPICS[topic] ?? (product ? `产品：${product.name}` : topic);
}

export const KINDS: Record<string, string> = { clause: '条款', fact: '产品事实', law: '法规', service: '服务规则' };

export const intentOf = (intent: string): string => INTENTS[intent] ?? '其他';
