import { inLanguage } from '../../kit/state/language.ts';

const en = {
  name: 'Simulated platform',
  time: 'Platform time',
  quiet: 'nothing pending',
  pending: (pushes: number, cdrs: number, calls: number) =>
    [
      pushes > 0 ? `${pushes} ${pushes === 1 ? 'push' : 'pushes'} pending` : '',
      cdrs > 0 ? `${cdrs} ${cdrs === 1 ? 'CDR' : 'CDRs'} held` : '',
      calls > 0 ? `${calls} ${calls === 1 ? 'call' : 'calls'} running` : '',
    ]
      .filter(Boolean)
      .join(', ') || 'working',
  silent: 'The simulator does not answer. What you see is the last that it said.',
  noPage: 'There is no such page.',
  pages: {
    play: 'Play',
    numbers: 'Numbers',
    calls: 'Calls',
    pushes: 'Pushes',
    faults: 'Faults',
    clock: 'Clock',
    requests: 'Requests',
  },
  reset: {
    button: 'Reset',
    title: 'Reset the simulated platform?',
    about:
      'It forgets bindings, calls, recordings, faults, pushes and requests; apps and numbers are as at the start, and the clock is the real one again. Our API keeps its records: bindings that it has are then unknown to the platform.',
    sure: 'Reset',
  },
  app: 'App',
  mode: 'Mode',
  back: 'Back to the list',
  nothingChosen: 'Choose an entry in the list.',
  call: 'Call',
  from: 'From',
  to: 'To',
  kind: 'Kind',
  state: 'State',
  at: 'Time',
  number: 'number',
  id: 'id',
  command: 'command',
  asCommand: 'The same as a command',
  noKey: 'API_KEY is the key that npm start was given; local-api-key unless you chose another one.',
  kinds: {
    callEvents: 'Call event',
    cdr: 'CDR',
    sms: 'Text message',
    smsControl: 'Question about a text',
    numberStatus: 'Number status',
  },
  events: {
    callin: 'Somebody has called X',
    collectInfo: 'An extension was dialled',
    callout: 'The platform calls the other side',
    alerting: 'It rings',
    answer: 'Answered',
    disconnect: 'The call has ended',
    fee: 'The record of the call (CDR)',
  },
  pushStates: { pending: 'waits to be tried again', delivered: 'delivered', 'given-up': 'given up' },
  numberStates: { 5: 'normal', 9: 'paused', 10: 'unavailable', 11: 'frozen for new bindings' },
  connect: {
    title: 'No API of ours is connected',
    about:
      'The simulator runs alone, so this page can only show the platform’s side. Start both, and the page also binds and shows what our API says:',
  },
  /** Before what is said of it. */
  of: (name: string) => `${name}: `,
  ourApi: 'Our API',
  platform: 'The platform',
};

const zh: typeof en = {
  name: '模拟平台',
  time: '平台时间',
  quiet: '没有待处理事项',
  pending: (pushes, cdrs, calls) =>
    [
      pushes > 0 ? `${pushes} 个推送待发` : '',
      cdrs > 0 ? `${cdrs} 条话单暂存` : '',
      calls > 0 ? `${calls} 个呼叫进行中` : '',
    ]
      .filter(Boolean)
      .join('，') || '处理中',
  silent: '模拟平台没有响应，当前显示的是最后一次获取的内容。',
  noPage: '没有此页面。',
  pages: {
    play: '体验',
    numbers: '号码',
    calls: '呼叫',
    pushes: '推送',
    faults: '故障',
    clock: '时钟',
    requests: '请求',
  },
  reset: {
    button: '重置',
    title: '重置模拟平台？',
    about:
      '将清除绑定、呼叫、录音、故障、推送和请求；应用和号码恢复初始状态，时钟恢复为真实时间。我方 API 的记录会保留：其绑定在平台上将不复存在。',
    sure: '重置',
  },
  app: '应用',
  mode: '模式',
  back: '返回列表',
  nothingChosen: '请在列表中选择一项。',
  call: '呼叫',
  from: '主叫',
  to: '被叫',
  kind: '类型',
  state: '状态',
  at: '时间',
  number: '号码',
  id: 'ID',
  command: '命令',
  asCommand: '对应的命令',
  noKey: 'API_KEY 是启动 npm start 时给定的密钥；未另行指定时为 local-api-key。',
  kinds: {
    callEvents: '呼叫事件',
    cdr: '话单',
    sms: '短信',
    smsControl: '短信控制询问',
    numberStatus: '号码状态',
  },
  events: {
    callin: '有人呼叫 X',
    collectInfo: '已输入分机号',
    callout: '平台呼叫另一方',
    alerting: '振铃',
    answer: '接通',
    disconnect: '呼叫结束',
    fee: '话单（CDR）',
  },
  pushStates: { pending: '等待重推', delivered: '已送达', 'given-up': '已放弃' },
  numberStates: { 5: '正常', 9: '暂停', 10: '不可用', 11: '冻结（不可新绑定）' },
  connect: {
    title: '未连接我方 API',
    about:
      '模拟平台单独运行，此页面只能显示平台一侧。同时启动两者后，页面可以创建绑定并显示我方 API 的结果：',
  },
  of: (name) => `${name}：`,
  ourApi: '我方 API',
  platform: '平台',
};

/** The words that several pages share. */
export const texts = inLanguage({ en, zh });
