import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: 'Text message',
  sender: 'Sender',
  receiver: 'Receiver',
  x: 'Private number (X)',
  sent: 'Sent',
  received: 'Told to us',
  parts: 'Parts',
  result: 'Result',
  noResult: 'The platform has not told a result.',
  content: 'Content',
  binding: 'Binding',
  noBinding: 'None of ours',
  app: 'App',
  decision: 'Our answer to the platform',
  decisions: { forward: 'passed on', discard: 'not passed on' },
  unknown: 'This text is opened from a list. Search for its number, reference or binding again.',
};

const zh: typeof en = {
  title: '短信',
  sender: '发送方',
  receiver: '接收方',
  x: '隐私号码 (X)',
  sent: '发送时间',
  received: '收到推送',
  parts: '条数',
  result: '结果',
  noResult: '平台尚未告知结果。',
  content: '内容',
  binding: '绑定关系',
  noBinding: '没有我方绑定',
  app: '应用',
  decision: '对平台的答复',
  decisions: { forward: '转发', discard: '不转发' },
  unknown: '短信须从列表中打开，请重新查询其号码、业务单号或绑定。',
};

/** The words of a text message. */
export const messageTexts = inLanguage({ en, zh });
