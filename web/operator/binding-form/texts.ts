import { inLanguage } from '../../kit/state/language.ts';

const en = {
  make: 'Make a binding',
  app: 'App and mode',
  more: 'More settings',
  default: 'As the app has it',
  unchanged: 'Leave as it is',
  count: 'How long',
  hints: {
    a: '13800000001, +8613800000001 or 075500000001',
    x: 'Empty: one is chosen',
    areaCode: 'As 0755: the wished city',
    areaNeeded: 'As 0755; needed unless X is named, because the platform chooses X',
    reference: 'Of your business, an order number, say',
    bNobody: 'Empty: nobody in particular',
    life: 'Counts anew from the change',
    userData: 'No phone number',
  },
  again: 'A further binding, even if these people are bound already',
  againHint:
    'Without this tick the same people with the same reference get the binding that they have, so a second press does no harm.',
  bind: 'Bind',
  binding: 'Binding …',
  made: { created: 'They are bound.', existing: 'They were bound already. This is the binding.' },
  waits: (until: string) =>
    `The platform is down. The binding waits, and is made within two minutes when the platform answers again, until ${until}. Nobody is connected yet.`,
  pending: 'The binding is being made. Look again in a minute.',
  differs: (fields: string) =>
    `Other than you asked: ${fields}. The first request has decided the terms; “Change” changes them.`,
  warned: 'A is not reported to the carriers: calls of A may be intercepted.',
  change: 'Change',
  save: 'Save the change',
  saving: 'Saving …',
  saved: 'The change is saved.',
  nothing: 'Nothing was changed.',
  meanwhile:
    'Somebody changed this binding meanwhile. What you typed is kept; the newest state is shown above.',
  load: 'Take the newest state',
  atPhone: 'Numbers stay in this page: they are in no address and in no log.',
};

const zh: typeof en = {
  make: '新建绑定',
  app: '应用和模式',
  more: '更多设置',
  default: '按应用设置',
  unchanged: '保持不变',
  count: '时长',
  hints: {
    a: '13800000001、+8613800000001 或 075500000001',
    x: '留空则自动选择',
    areaCode: '例如 0755：希望的城市',
    areaNeeded: '例如 0755；未指定 X 时必填，因为由平台选择 X',
    reference: '您的业务单号，例如订单号',
    bNobody: '留空表示不指定',
    life: '从修改时重新计时',
    userData: '不能包含电话号码',
  },
  again: '即使已有绑定也再建一个',
  againHint: '不勾选时，同样的人和业务单号得到已有的绑定，重复提交也不会出错。',
  bind: '绑定',
  binding: '绑定中…',
  made: { created: '绑定成功。', existing: '此前已绑定，以下是该绑定。' },
  waits: (until) => `平台暂不可用。绑定在排队，平台恢复后两分钟内完成，最晚等到 ${until}。目前双方尚未接通。`,
  pending: '绑定正在处理，请一分钟后再查看。',
  differs: (fields) => `与您的请求不同：${fields}。条款由第一次请求决定，可用“修改”更改。`,
  warned: 'A 未向运营商报备，A 的呼叫可能被拦截。',
  change: '修改',
  save: '保存修改',
  saving: '保存中…',
  saved: '修改已保存。',
  nothing: '没有修改任何内容。',
  meanwhile: '此绑定已被他人修改。您输入的内容仍保留，上方显示最新状态。',
  load: '载入最新状态',
  atPhone: '号码只保留在本页面，不会出现在网址或日志中。',
};

/** The words of the forms of a binding. */
export const formTexts = inLanguage({ en, zh });
