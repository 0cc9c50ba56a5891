import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: 'Search',
  what: 'Phone number, private number, reference, call id or binding id',
  find: 'Search',
  clear: 'Clear',
  found: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
  foundAs: (kinds: string) => `found as ${kinds}`,
  as: { number: 'a number', reference: 'a reference', id: 'an id' },
  looked: (count: number) =>
    `Calls and texts of the latest ${count} bindings were looked at; there are more bindings.`,
  further: 'Look further',
  inPart: 'This is not everything. Some lists could not be had:',
  parts: { bindings: 'Bindings', calls: 'Calls', messages: 'Texts' },
  nothing: 'Nothing was found. Is the number complete, and does your key see the app?',
  latest: 'Latest calls',
  app: 'App',
  outcome: 'Outcome',
  anyOutcome: 'All',
  noCalls: 'No call yet. Calls appear here seconds after the platform pushes them.',
  noneYet: 'None among the newest entries; there are older ones.',
  back: 'Back to the list',
  nothingChosen: 'Choose an entry to see it in full.',
};

const zh: typeof en = {
  title: '查询',
  what: '手机号码、隐私号码、业务单号、呼叫 ID 或绑定 ID',
  find: '查询',
  clear: '清除',
  found: (count) => `${count} 条记录`,
  foundAs: (kinds) => `匹配类型：${kinds}`,
  as: { number: '号码', reference: '业务单号', id: 'ID' },
  looked: (count) => `已查询最近 ${count} 个绑定的呼叫和短信，还有更多绑定。`,
  further: '继续查询',
  inPart: '结果不完整，以下列表查询失败：',
  parts: { bindings: '绑定', calls: '呼叫', messages: '短信' },
  nothing: '没有找到记录。号码是否完整？您的密钥能否查看该应用？',
  latest: '最近的呼叫',
  app: '应用',
  outcome: '结果',
  anyOutcome: '全部',
  noCalls: '还没有呼叫。平台推送后几秒内会显示在这里。',
  noneYet: '最新的记录中没有，还有更早的记录。',
  back: '返回列表',
  nothingChosen: '选择一条记录查看详情。',
};

/** The words of the search. */
export const searchTexts = inLanguage({ en, zh });
