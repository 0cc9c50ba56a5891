import { inLanguage } from '../../kit/state/language.ts';
import type { LineState, StatusPart } from './status.ts';

const en = {
  title: 'Health',
  readAt: (time: string) => `Read ${time}`,
  everyMinute: 'again every minute while it is in sight',
  wrong: (count: number) => (count === 1 ? '1 thing needs somebody.' : `${count} things need somebody.`),
  fine: 'Nothing is wrong.',
  unknown: (count: number) => (count === 1 ? '1 thing nobody knows.' : `${count} things nobody knows.`),
  states: { ok: 'OK', wrong: 'Wrong', unknown: 'Unknown' } satisfies Record<LineState, string>,
  parts: {
    gate: 'Way to the platform',
    backlog: 'Work that is due',
    silence: 'Pushes',
    'last-pushes': 'Last pushes',
    quarantine: 'Quarantine',
    pool: 'Pools',
    recordings: 'Recordings',
    alarms: 'Alarms',
    runs: 'Functions that run by themselves',
  } satisfies Record<StatusPart, string>,
  everyApp: 'Every app',
  area: (app: string, area: string) => `${app}, city ${area}`,
  noArea: (app: string) => `${app}, no city`,
  sweeper: 'Sweeper',
  waiting: 'Waiting',
  lost: 'Lost',
  shownOn: 'Shown on the page',
  whatToDo: 'What to do',
  look: 'Look closer',
  someApps: 'Your key has some apps: alarms, functions and the work of the whole deployment are not shown.',
};

const zh: typeof en = {
  title: '运行状态',
  readAt: (time) => `读取于 ${time}`,
  everyMinute: '页面可见时每分钟更新',
  wrong: (count) => `${count} 项需要处理。`,
  fine: '一切正常。',
  unknown: (count) => `${count} 项状态未知。`,
  states: { ok: '正常', wrong: '异常', unknown: '未知' },
  parts: {
    gate: '平台通道',
    backlog: '到期工作',
    silence: '推送',
    'last-pushes': '最近推送',
    quarantine: '隔离区',
    pool: '号码池',
    recordings: '录音',
    alarms: '告警',
    runs: '定时运行的函数',
  },
  everyApp: '全部应用',
  area: (app, area) => `${app}，区号 ${area}`,
  noArea: (app) => `${app}，无区号`,
  sweeper: '清理任务',
  waiting: '等待归档',
  lost: '已丢失',
  shownOn: '查看页面',
  whatToDo: '处理方法',
  look: '进一步查看',
  someApps: '您的密钥仅限部分应用：不显示告警、函数和整个部署的工作。',
};

/** The words of the page of health. */
export const healthTexts = inLanguage({ en, zh });
