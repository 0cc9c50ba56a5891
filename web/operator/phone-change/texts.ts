import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: "Change a person's number",
  about:
    'The person gets the new number in every live binding, and keeps its private numbers. Later binds with the former number are not affected.',
  from: 'Former number',
  to: 'New number',
  app: 'App',
  allApps: 'All apps',
  preview: 'Show the bindings',
  run: 'Change them',
  running: (count: string) => `Changing … ${count} done`,
  back: 'Other numbers',
  none: 'No live binding has the former number.',
  found: (count: string) => `Bindings with the former number: ${count}`,
  inPart: 'These are not all bindings. Nothing can be changed before all are shown.',
  broken: 'The change stopped before its end. Going on changes those that are left.',
  resume: 'Go on',
  done: 'Done',
  again: 'Some have failed: once more changes those that are left.',
  role: 'As',
  until: (time: string) => `until ${time}`,
  inDetail: (most: number) =>
    `People, numbers and ends are shown of the first ${most}; the others open with their link.`,
  roles: { a: 'A', b: 'B', 'temporary-callee': 'temporary callee', callback: 'call-back number' },
  results: {
    changed: 'changed',
    changeable: 'can be changed',
    'not-changeable': 'the mode cannot change it; make a new binding',
    conflict: 'stays as it is',
    failed: 'failed, may be repeated',
  },
  reasons: {
    'same-person': 'the new number is that of the other side',
    'invalid-request':
      'the new number does not fit: it belongs to somebody else in the binding, or is a fixed line where a mobile is needed',
    'number-taken': 'the new number has this private number in another binding, or had it a short while ago',
    'party-limit': 'the new number has as many private numbers as there can be',
    'already-bound': 'another live binding has these people and this reference',
    'party-blocked': 'the new number is blocked',
    'not-reported': 'the actual user of the new number is not reported to the carriers',
  },
  calleeEnded: 'the temporary callee has ended',
};

const zh: typeof en = {
  title: '更换某人的号码',
  about: '该人在所有有效绑定中换为新号码，隐私号码不变。以后用旧号码的绑定不受影响。',
  from: '旧号码',
  to: '新号码',
  app: '应用',
  allApps: '全部应用',
  preview: '查看涉及的绑定',
  run: '更换',
  running: (count) => `更换中…已处理 ${count} 个`,
  back: '其他号码',
  none: '没有有效绑定使用旧号码。',
  found: (count) => `使用旧号码的绑定：${count}`,
  inPart: '尚未显示全部绑定。显示全部之前不能更换。',
  broken: '更换中途停止。继续会处理剩余的绑定。',
  resume: '继续',
  done: '已完成',
  again: '部分失败：再次更换会处理剩余的绑定。',
  role: '角色',
  until: (time) => `有效至 ${time}`,
  inDetail: (most) => `仅前 ${most} 个绑定显示人员、号码和结束时间，其余请点链接查看。`,
  roles: { a: 'A', b: 'B', 'temporary-callee': '临时被叫', callback: '回呼号码' },
  results: {
    changed: '已更换',
    changeable: '可更换',
    'not-changeable': '此模式不能更换，请新建绑定',
    conflict: '保持不变',
    failed: '失败，可重试',
  },
  reasons: {
    'same-person': '新号码就是另一方的号码',
    'invalid-request': '新号码不适用：已是此绑定中的其他号码，或此处需要手机而新号码为固定电话',
    'number-taken': '新号码在另一绑定中使用此隐私号码，或刚刚使用过',
    'party-limit': '新号码的隐私号码数已达上限',
    'already-bound': '另一个有效绑定已有这些人和此业务单号',
    'party-blocked': '新号码已被禁止绑定',
    'not-reported': '新号码的真实使用人未报备',
  },
  calleeEnded: '临时被叫已失效',
};

/** The words of the change of a person's number. */
export const phoneTexts = inLanguage({ en, zh });
