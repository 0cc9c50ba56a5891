import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: 'Replay a time',
  about:
    'Feeds what was received to the stores again. A record that is stored already stays as it is, so repeating is safe, and nothing is answered to the platform.',
  kind: 'What',
  kinds: { pushes: 'All pushes of the journal', items: 'What is in quarantine' },
  from: 'From',
  to: 'Before',
  zone: 'In the time of this device. The journal keeps 31 days.',
  wrongTime: 'It has to end after it begins.',
  look: 'Count first',
  run: 'Replay',
  sure: 'Feed this time to the stores again?',
  stop: 'Stop after this page',
  onward: 'Go on',
  working: (count: string, page: string) => `${count} so far, page ${page}`,
  looked: 'What would be fed again',
  ended: 'What came of it',
  stopped: 'Not at the end yet: more of that time is left.',
  lookedCounts: {
    pushes: (count: string) =>
      count === '1' ? '1 push would be fed again.' : `${count} pushes would be fed again.`,
    items: (count: string) =>
      count === '1' ? '1 item would be read again.' : `${count} items would be read again.`,
  },
  counts: {
    pushes: (count: string) => (count === '1' ? '1 push was fed again.' : `${count} pushes were fed again.`),
    items: (count: string) => (count === '1' ? '1 item was read again.' : `${count} items were read again.`),
  },
  lines: {
    stored: (count: string) => `New in the stores: ${count}.`,
    duplicates: (count: string) => `There already, and left as they are: ${count}.`,
    broughtIn: (count: string) => `Left the quarantine: ${count}.`,
    quarantined: (count: string) => `Still cannot be read, and are in quarantine: ${count}.`,
    ignored: (count: string) => `Without an effect: ${count}.`,
    unreadable: (count: string) => `Not a push for the reader of this release: ${count}.`,
    unopened: (count: string) => `Cannot be opened, because no data key fits: ${count}.`,
    skipped: (count: string) => `Of other apps or brought in before, so passed over: ${count}.`,
  },
  nothing: 'Nothing was there.',
};

const zh: typeof en = {
  title: '重放一段时间',
  about: '将已收到的内容再次送入存储。已存储的记录保持不变，因此可以安全地重复，且不会向平台返回任何内容。',
  kind: '内容',
  kinds: { pushes: '日志中的全部推送', items: '隔离区中的条目' },
  from: '开始',
  to: '结束（不含）',
  zone: '按本设备的时区。日志保存 31 天。',
  wrongTime: '结束时间必须晚于开始时间。',
  look: '先统计',
  run: '重放',
  sure: '将这段时间再次送入存储吗？',
  stop: '本页后停止',
  onward: '继续',
  working: (count, page) => `已处理 ${count}，第 ${page} 页`,
  looked: '将会重放的内容',
  ended: '执行结果',
  stopped: '尚未结束：这段时间还有剩余。',
  lookedCounts: {
    pushes: (count) => `将重放 ${count} 个推送。`,
    items: (count) => `将重新读取 ${count} 个条目。`,
  },
  counts: {
    pushes: (count) => `已重放 ${count} 个推送。`,
    items: (count) => `已重新读取 ${count} 个条目。`,
  },
  lines: {
    stored: (count) => `${count} 条记录新存入。`,
    duplicates: (count) => `${count} 条已存在，保持不变。`,
    broughtIn: (count) => `${count} 条已移出隔离区。`,
    quarantined: (count) => `${count} 条仍无法读取，留在隔离区。`,
    ignored: (count) => `${count} 条没有影响。`,
    unreadable: (count) => `${count} 条不是当前版本可读取的推送。`,
    unopened: (count) => `${count} 条无法解密：其数据密钥不在配置中。`,
    skipped: (count) => `${count} 条属于其他应用或此前已移出，已跳过。`,
  },
  nothing: '没有内容。',
};

/** The words of a replay. */
export const replayTexts = inLanguage({ en, zh });
