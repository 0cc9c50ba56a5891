import { inLanguage } from '../../kit/state/language.ts';

const en = {
  lead: 'The platform’s clock. Under npm start our API goes by the same one, so both sides move.',
  now: 'Now',
  utc: 'UTC',
  ahead: (length: string) => `${length} ahead of this device`,
  advance: 'Advance',
  minute: '1 minute',
  hour: '1 hour',
  day: '1 day',
  next: 'To the next thing that is due',
  nothingDue: 'Nothing waits on the clock.',
  due: 'What waits on the clock',
  note: 'Everything that falls due on the way happens in order, each at its time. There is no way back but Reset.',
  moved: 'The clock was moved.',
  whats: {
    'life-ends': 'The life of a binding ends',
    'call-event': 'A step of a call',
    'call-ends': 'A call ends',
    cdr: 'A late CDR is pushed',
    'push-again': 'A push is tried again',
    'push-delayed': 'A push that a fault has held',
    'late-request': 'A request that was cut takes effect',
    'report-verified': 'A report is verified',
  },
  in: (length: string) => `in ${length}`,
};

const zh: typeof en = {
  lead: '平台的时钟。使用 npm start 时，我方 API 使用同一时钟，两侧同时变化。',
  now: '当前时间',
  utc: 'UTC',
  ahead: (length) => `比本机快 ${length}`,
  advance: '快进',
  minute: '1 分钟',
  hour: '1 小时',
  day: '1 天',
  next: '到下一个到期事项',
  nothingDue: '没有等待时钟的事项。',
  due: '等待时钟的事项',
  note: '途中到期的事项会按时间顺序依次发生。除“重置”外无法倒退。',
  moved: '时钟已快进。',
  whats: {
    'life-ends': '绑定到期',
    'call-event': '呼叫的一个步骤',
    'call-ends': '呼叫结束',
    cdr: '推送延迟的话单',
    'push-again': '重推',
    'push-delayed': '被故障延迟的推送',
    'late-request': '被切断的请求生效',
    'report-verified': '报备通过审核',
  },
  in: (length) => `${length}后`,
};

/** The words of the clock. */
export const clockTexts = inLanguage({ en, zh });
