import { inLanguage } from '../../kit/state/language.ts';

const en = {
  more: 'There is more than is shown here; older entries are missing.',
  unreadable: (count: number) => `${count} entries cannot be opened: a data key is missing.`,
  bound: (a: string, b: string, x: string) => `${a} and ${b} bound through ${x}`,
  boundOne: (a: string, x: string) => `${a} bound to ${x}`,
  bindingEnded: (x: string) => `Binding on ${x} ended`,
  called: (caller: string, x: string) => `${caller} called ${x}`,
  texted: (sender: string, receiver: string) => `Text from ${sender} to ${receiver}`,
  ongoing: 'in progress',
  timesUnread: 'ended, times unreadable',
  somebody: 'somebody',
  classes: {
    normal: 'Normal end',
    caller: 'Caller',
    callee: 'Callee',
    binding: 'Binding',
    tenant: 'Our set-up',
    platform: 'Platform',
    network: 'Carrier',
    regulation: 'Regulation',
    unknown: 'Unknown code',
  },
};

const zh: typeof en = {
  more: '记录较多，此处未显示更早的记录。',
  unreadable: (count) => `${count} 条记录无法解密：缺少数据密钥。`,
  bound: (a, b, x) => `${a} 与 ${b} 通过 ${x} 绑定`,
  boundOne: (a, x) => `${a} 绑定到 ${x}`,
  bindingEnded: (x) => `${x} 上的绑定已结束`,
  called: (caller, x) => `${caller} 呼叫 ${x}`,
  texted: (sender, receiver) => `${sender} 发短信给 ${receiver}`,
  ongoing: '进行中',
  timesUnread: '已结束，时间无法读取',
  somebody: '未知号码',
  classes: {
    normal: '正常结束',
    caller: '主叫',
    callee: '被叫',
    binding: '绑定关系',
    tenant: '我方配置',
    platform: '平台',
    network: '运营商',
    regulation: '管控',
    unknown: '未知代码',
  },
};

/** The words of a timeline. */
export const timelineTexts = inLanguage({ en, zh });
