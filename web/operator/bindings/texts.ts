import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: 'Bindings',
  make: 'Make a binding',
  phone: "Change a person's number",
  app: 'App',
  allApps: 'All apps',
  status: 'Status',
  allStatuses: 'All',
  what: 'Find by',
  kinds: {
    party: 'A or B',
    x: 'Private number (X)',
    y: 'Private number (Y)',
    reference: 'Reference',
  },
  text: 'Number or reference',
  find: 'Show',
  none: 'No binding is like that.',
  never: 'never ends',
  made: (time: string) => `made ${time}`,
  nothingChosen: 'Choose a binding to see it in full.',
  back: 'Back to the list',
  noneYet: 'None among the newest bindings; there are older ones.',
};

const zh: typeof en = {
  title: '绑定',
  make: '新建绑定',
  phone: '更换某人的号码',
  app: '应用',
  allApps: '全部应用',
  status: '状态',
  allStatuses: '全部',
  what: '查找方式',
  kinds: { party: 'A 或 B', x: '隐私号码 (X)', y: '隐私号码 (Y)', reference: '业务单号' },
  text: '号码或业务单号',
  find: '显示',
  none: '没有符合条件的绑定。',
  never: '永不结束',
  made: (time) => `${time} 建立`,
  nothingChosen: '选择一个绑定查看详情。',
  back: '返回列表',
  noneYet: '最新的绑定中没有，还有更早的绑定。',
};

/** The words of the list of bindings. */
export const bindingsTexts = inLanguage({ en, zh });
