import { lengthText, momentText } from '../../kit/format/times.ts';
import type { Language } from '../../kit/state/languages.ts';
import type { StatusLine } from './status.ts';

/** The values of a line, read for people. `text` and `count` never fail: a value that is missing reads `–`. */
type Read = Readonly<{
  text: (name: string) => string;
  count: (name: string) => string;
  moment: (name: string) => string;
  /** How long ago an instant was when the state was read. */
  ago: (name: string) => string;
  /** A number of seconds, or of minutes. */
  length: (name: string, unitSeconds?: number) => string;
}>;

type Words = Readonly<Record<string, (read: Read) => string>>;

const NUMBER_STATES = ['available', 'draining', 'suspended', 'unavailable', 'retired'] as const;

const POOL_STATES = {
  en: {
    available: 'available',
    draining: 'draining',
    suspended: 'suspended',
    unavailable: 'unavailable',
    retired: 'retired',
  },
  zh: {
    available: '可用',
    draining: '停用中',
    suspended: '已暂停',
    unavailable: '不可用',
    retired: '已退役',
  },
} as const;

const pool = (read: Read, language: Language): string =>
  NUMBER_STATES.filter((state) => read.text(state) !== '–')
    .map((state) =>
      language === 'zh'
        ? `${POOL_STATES.zh[state]} ${read.count(state)}`
        : `${read.count(state)} ${POOL_STATES.en[state]}`,
    )
    .join(language === 'zh' ? '，' : ', ');

const poolEn = (read: Read): string =>
  `${pool(read, 'en')}; of ${read.count('looked')} looked at, ${read.count('busy')} in use`;
const poolZh = (read: Read): string =>
  `${pool(read, 'zh')}；抽查 ${read.count('looked')} 个，使用中 ${read.count('busy')} 个`;

const waitsEn = (read: Read): string => {
  const waits = `${read.count('waiting')} wait, ${read.count('due')} of them due`;
  const at = read.moment('nearestDeadlineAt');
  return at === '–' ? waits : `${waits}; the platform deletes the first ${at}`;
};
const waitsZh = (read: Read): string => {
  const waits = `${read.count('waiting')} 个等待，其中 ${read.count('due')} 个到期`;
  const at = read.moment('nearestDeadlineAt');
  return at === '–' ? waits : `${waits}；平台将于 ${at} 删除第一个`;
};

const runEn = (read: Read): string =>
  `${read.ago('lastRunAt')} ago; ${read.count('runs')} runs in ${read.length('withinSeconds')}, ${read.count('errors')} failed`;
const runZh = (read: Read): string =>
  `${read.ago('lastRunAt')}前；${read.length('withinSeconds')}内运行 ${read.count('runs')} 次，失败 ${read.count('errors')} 次`;

const UNANSWERED = 'not-answered';

const en: Words = {
  'part-not-read': (read) =>
    read.text('failed') === UNANSWERED
      ? 'CloudWatch did not answer.'
      : `Cannot be read (${read.text('failed')}).`,
  'gate-open': (read) => `Open for all apps (${read.count('apps')}).`,
  'gate-locked-out': (read) =>
    `Locked out since ${read.moment('since')}, until ${read.moment('until')}; ${read.count('failures')} failed authentications in a row.`,
  'gate-throttled': (read) => `Pauses until ${read.moment('until')}: the platform asked for fewer calls.`,
  'backlog-empty': () => 'Nothing is due.',
  'backlog-due': (read) => `${read.count('due')} due, the oldest for ${read.ago('oldestDueAt')}.`,
  'backlog-late': (read) => `${read.count('due')} due, the oldest for ${read.ago('oldestDueAt')}: too late.`,
  'pushes-come': () => 'Come as they should.',
  'pushes-pause': (read) => `None for ${read.length('minutes', 60)}.`,
  'pushes-missing': (read) => `None for ${read.length('minutes', 60)}, while calls are expected.`,
  'last-push-unseen': (read) => `None since ${read.moment('lookedBackTo')}, as far as was looked.`,
  'last-push': (read) => `${read.ago('at')} ago, ${read.moment('at')}.`,
  'quarantine-empty': () => 'Empty.',
  'quarantine-not-empty': (read) => `Items that nobody could read: ${read.count('items')}.`,
  'pool-filled': poolEn,
  'pool-empty': (read) => `No number is available: ${poolEn(read)}`,
  'pool-numbers-lost': (read) => `Numbers were lost: ${poolEn(read)}`,
  'pool-without-numbers': () => 'Has no number.',
  'pool-unreadable': (read) => `Numbers that cannot be opened: ${read.count('unreadable')}.`,
  'recordings-waiting': waitsEn,
  'recordings-in-danger': (read) => `${waitsEn(read)}: less than four days are left.`,
  'recordings-last-day': (read) => `${waitsEn(read)}: less than a day is left.`,
  'recordings-none-lost': () => 'None.',
  'recordings-lost': (read) => `${read.count('lost')}, some in the last seven days.`,
  'recordings-lost-before': (read) => `${read.count('lost')}, none in the last seven days.`,
  'alarms-none': () => 'There are none; the local stack has none.',
  'alarms-quiet': (read) => `None of ${read.count('total')} rings.`,
  'alarm-rings': (read) => `Rings for ${read.ago('since')}.`,
  'runs-not-counted': () => 'Nobody counts them here; the local stack runs the schedules by itself.',
  'run-missing': (read) => `None for ${read.length('withinSeconds')}.`,
  'run-seen': runEn,
  'run-failed': runEn,
};

const zh: Words = {
  'part-not-read': (read) =>
    read.text('failed') === UNANSWERED ? 'CloudWatch 没有应答。' : `无法读取 (${read.text('failed')})。`,
  'gate-open': (read) => `对全部 ${read.count('apps')} 个应用开放。`,
  'gate-locked-out': (read) =>
    `自 ${read.moment('since')} 起被锁定，至 ${read.moment('until')}；连续 ${read.count('failures')} 次鉴权失败。`,
  'gate-throttled': (read) => `暂停至 ${read.moment('until')}：平台要求降低调用频率。`,
  'backlog-empty': () => '没有到期的工作。',
  'backlog-due': (read) => `${read.count('due')} 项到期，最早的已等待 ${read.ago('oldestDueAt')}。`,
  'backlog-late': (read) => `${read.count('due')} 项到期，最早的已等待 ${read.ago('oldestDueAt')}，过久。`,
  'pushes-come': () => '正常接收。',
  'pushes-pause': (read) => `已 ${read.length('minutes', 60)}没有推送。`,
  'pushes-missing': (read) => `已 ${read.length('minutes', 60)}没有推送，而此时应有呼叫。`,
  'last-push-unseen': (read) => `自 ${read.moment('lookedBackTo')} 起未见推送（在查看范围内）。`,
  'last-push': (read) => `${read.ago('at')}前，${read.moment('at')}。`,
  'quarantine-empty': () => '为空。',
  'quarantine-not-empty': (read) => `无法读取的条目：${read.count('items')}。`,
  'pool-filled': poolZh,
  'pool-empty': (read) => `没有可用号码：${poolZh(read)}`,
  'pool-numbers-lost': (read) => `有号码丢失：${poolZh(read)}`,
  'pool-without-numbers': () => '没有号码。',
  'pool-unreadable': (read) => `无法解密的号码：${read.count('unreadable')}。`,
  'recordings-waiting': waitsZh,
  'recordings-in-danger': (read) => `${waitsZh(read)}：剩余不足四天。`,
  'recordings-last-day': (read) => `${waitsZh(read)}：剩余不足一天。`,
  'recordings-none-lost': () => '没有。',
  'recordings-lost': (read) => `${read.count('lost')} 个，其中部分在最近七天内。`,
  'recordings-lost-before': (read) => `${read.count('lost')} 个，最近七天内没有。`,
  'alarms-none': () => '没有告警；本地环境不设告警。',
  'alarms-quiet': (read) => `${read.count('total')} 个告警均未触发。`,
  'alarm-rings': (read) => `已触发 ${read.ago('since')}。`,
  'runs-not-counted': () => '此处无人统计；本地环境自行运行定时任务。',
  'run-missing': (read) => `${read.length('withinSeconds')}内没有运行。`,
  'run-seen': runZh,
  'run-failed': runZh,
};

const WORDS = { en, zh } as const;

/** The codes that have words. */
export const KNOWN_CODES = { en: Object.keys(en), zh: Object.keys(zh) } as const;

const MISSING = '–';

const readerOf = (values: StatusLine['values'], at: string, language: Language): Read => {
  const text = (name: string): string => String(values[name] ?? MISSING);
  const number = (name: string): number | undefined => {
    const value = values[name];
    return typeof value === 'number' ? value : undefined;
  };
  const moment = (name: string): string | undefined =>
    Number.isNaN(Date.parse(text(name))) ? undefined : text(name);
  return {
    text,
    count: (name) => number(name)?.toLocaleString(language) ?? text(name),
    moment: (name) => {
      const iso = moment(name);
      return iso === undefined ? MISSING : momentText(iso, language);
    },
    ago: (name) => {
      const iso = moment(name);
      if (iso === undefined) return MISSING;
      return lengthText(Math.max(0, Math.round((Date.parse(at) - Date.parse(iso)) / 1000)), language);
    },
    length: (name, unitSeconds = 1) => lengthText((number(name) ?? 0) * unitSeconds, language),
  };
};

/**
 * The text of a line, in a language; a code that is not known here says it in English. @param at when the state was read
 */
export const lineText = ({ code, values, text }: StatusLine, at: string, language: Language): string =>
  WORDS[language][code]?.(readerOf(values, at, language)) ?? text;
